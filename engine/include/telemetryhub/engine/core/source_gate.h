// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace telemetryhub::engine {

/// Holds back the sources that rather wait than lose (policy `block`), for whoever behind the queue
/// is full.
///
/// Holds are counted: the sources read on when the last holder has released them.
///
/// Threads: every method from any thread; none waits.
class SourceGate {
public:
    virtual ~SourceGate() = default;
    virtual void hold() = 0;
    /// \pre one `hold` for each
    virtual void release() = 0;
};

}  // namespace telemetryhub::engine

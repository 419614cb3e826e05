// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "telemetryhub/engine/core/gap.h"
#include "telemetryhub/engine/core/sample_block.h"

namespace telemetryhub::engine {

/// Takes finished blocks: the stages behind the queue (history, recorders, publishers).
///
/// Threads: one device's blocks come in order, from one thread at a time.
class BlockSink {
public:
    virtual ~BlockSink() = default;
    /// May wait for room; never drops.
    virtual void consume(const BlockRef& block) = 0;
    /// The block of `device` that comes next begins behind a gap.
    virtual void gapFound(DeviceId /*device*/, const Gap& /*gap*/) {}
};

/// What became of an offered block.
enum class Offer {
    Accepted,  ///< in the queue; older ones may have made room
    Dropped,   ///< refused and counted as lost
    Full,      ///< not taken: stop reading the source until `IntakeListener` says there is room
};

/// The entry of the one place where samples may be lost.
///
/// Threads: the I/O thread.
class BlockIntake {
public:
    virtual ~BlockIntake() = default;
    /// Moves from `block` unless the answer is Full.
    virtual Offer offer(BlockRef& block) = 0;
    /// Takes a block even when there is no room: for the few a stopping device still holds.
    virtual void offerLast(BlockRef block) = 0;
    /// Less than four fifths are used: the gateway is ready for more of what can be refused.
    [[nodiscard]] virtual bool ready() const = 0;
};

/// Told when an intake that answered Full has room again.
class IntakeListener {
public:
    virtual ~IntakeListener() = default;
    /// Called on a worker thread.
    virtual void roomAvailable() = 0;
};

}  // namespace telemetryhub::engine

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "telemetryhub/engine/core/clock.h"
#include "telemetryhub/engine/core/ids.h"

namespace telemetryhub::engine {

/// What happened on the wire of a device, for decoding it again.
struct RawPiece {
    enum class Kind : std::uint8_t {
        Bytes,
        BeginsAtBoundary,  ///< the stream was opened, its first byte begins a frame
        BeginsMidFrame,
        EndsComplete,
        EndsCut,
    };
    DeviceId device;
    ReadTime time;
    Kind kind = Kind::Bytes;
    std::uint64_t firstByte = 0;  ///< its place in the stream of the device, from 0
    std::string bytes;
};

/// Takes the bytes of devices as they came over the wire.
///
/// Threads: the I/O thread; never waits.
class RawSink {
public:
    virtual ~RawSink() = default;
    /// Cheap: asked before anything is copied.
    [[nodiscard]] virtual bool wantsRaw() const = 0;
    virtual void takeRaw(RawPiece piece) = 0;
};

}  // namespace telemetryhub::engine

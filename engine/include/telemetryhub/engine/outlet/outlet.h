// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "telemetryhub/engine/core/block_sink.h"
#include "telemetryhub/engine/core/event_log.h"
#include "telemetryhub/engine/core/ids.h"
#include "telemetryhub/engine/core/raw_piece.h"
#include "telemetryhub/engine/outlet/outlet_snapshot.h"

namespace telemetryhub::engine {

/// What an outlet is told of a device before its first block.
struct OutletDevice {
    DeviceId id;
    std::string name;
    std::string specification;  ///< as one gives it with --device
    std::string profile;        ///< JSON; empty: none
    /// Its source waits rather than loses: its blocks are taken even when the queue is full,
    /// because the gate holds the source back and what is on its way is bounded by the gateway's
    /// queue.
    bool waits = false;
};

/// Takes what leaves the gateway: every processed block of every device, to a file or a server.
///
/// `consume` returns at once. An outlet has a bounded queue and a thread of its own; what does not
/// fit is counted under `lost` and stands in its destination as a gap. So nothing an outlet waits
/// for can hold up a worker, which judges the next value for an alarm.
///
/// A new one owns an OutletQueue, empties it on its thread, and is entered in `Outlets`; its
/// account is then in every status, its stall is told, and it is flushed at the end.
///
/// Threads: as BlockSink and RawSink; the rest from any thread.
class Outlet : public BlockSink, public RawSink {
public:
    virtual void addDevice(const OutletDevice& device) = 0;
    virtual void addEvent(const Event& /*event*/) {}
    [[nodiscard]] bool wantsRaw() const override { return false; }
    void takeRaw(RawPiece /*piece*/) override {}
    /// Closes at every moment. Nothing: there is nothing to deliver to.
    [[nodiscard]] virtual std::optional<OutletSnapshot> account() const = 0;
};

}  // namespace telemetryhub::engine

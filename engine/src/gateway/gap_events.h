// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "telemetryhub/engine/core/block_sink.h"
#include "telemetryhub/engine/core/event_log.h"

namespace telemetryhub::engine {

/// Tells the event log of gaps in the streams, except of those that the queue made: there may be a
/// thousand a second, and they are told as sums.
///
/// Threads: as BlockSink.
class GapEvents final : public BlockSink {
public:
    /// \pre `events` outlives this object
    explicit GapEvents(EventLog& events) : m_events(events) {}
    void consume(const BlockRef&) override {}
    void gapFound(DeviceId device, const Gap& gap) override;

private:
    EventLog& m_events;
};

}  // namespace telemetryhub::engine

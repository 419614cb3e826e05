// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/pipeline/device_processing.h"

namespace telemetryhub::engine {

void DeviceProcessing::process(BlockRef block) {
    for (const auto& step : m_parts.steps)
        step->apply(block.writable());
    for (BlockSink* sink : m_parts.sinks)
        sink->consume(block);
    m_parts.ledger->samplesProcessed(block->size());
    // The oldest sample of the block waited longest.
    const std::int64_t now = m_parts.clock->steadyNs();
    m_parts.latency->record(now - block->steadyNs().front(), now);
}

void DeviceProcessing::laneFinished() {
    if (m_parts.finished) m_parts.finished();
}

}  // namespace telemetryhub::engine

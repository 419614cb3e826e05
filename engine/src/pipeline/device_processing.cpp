// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/pipeline/device_processing.h"

namespace telemetryhub::engine {

void DeviceProcessing::process(BlockRef block) {
    for (const auto& step : m_parts.steps)
        step->apply(block.writable());
    lookForGap(*block);
    if (m_parts.alarms) m_parts.alarms->consume(block);
    for (BlockSink* sink : m_parts.sinks)
        sink->consume(block);
    m_parts.ledger->samplesProcessed(block->size());
    // The oldest sample of the block waited longest.
    const std::int64_t now = m_parts.clock->steadyNs();
    m_parts.latency->record(now - block->arrivedNs(), now);
}

void DeviceProcessing::lookForGap(const SampleBlock& block) {
    const Sequence first = block.firstSequence();
    const ReadTime begin{block.steadyNs().front(), block.wallNs().front()};
    if (first != m_next || block.gapBefore()) {
        const Gap gap{block.gapBefore().value_or(ErrorCode::QueueFull),
                      m_lastTime == kUnknownTime ? begin : m_lastTime, begin, first,
                      first - m_next};
        if (m_parts.alarms) m_parts.alarms->gapFound(block.device(), gap);
        for (BlockSink* sink : m_parts.sinks)
            sink->gapFound(block.device(), gap);
    }
    m_next = first + block.size();
    m_lastTime = {block.steadyNs().back(), block.wallNs().back()};
}

void DeviceProcessing::blockDropped(const SampleBlock& block) {
    if (m_parts.dropJudge) m_parts.dropJudge->judge(block);
}

void DeviceProcessing::laneFinished() {
    if (m_parts.finished) m_parts.finished();
}

}  // namespace telemetryhub::engine

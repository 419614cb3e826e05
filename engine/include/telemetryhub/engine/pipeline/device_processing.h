// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "telemetryhub/engine/core/clock.h"
#include "telemetryhub/engine/core/latency_histogram.h"
#include "telemetryhub/engine/core/ledger.h"
#include "telemetryhub/engine/pipeline/bounded_queue.h"
#include "telemetryhub/engine/pipeline/drop_judge.h"
#include "telemetryhub/engine/pipeline/processing_step.h"

namespace telemetryhub::engine {

/// What happens to one device's blocks behind the queue: the steps in order, then the
/// alarms, every sink, and the ledger. A gap before a block is told to the sinks first.
///
/// Threads: one worker at a time; `blockDropped` any.
class DeviceProcessing final : public BlockProcessor {
public:
    struct Parts {
        std::vector<std::unique_ptr<ProcessingStep>> steps;
        std::shared_ptr<BlockSink> alarms;     ///< see every block first; may be null
        std::unique_ptr<DropJudge> dropJudge;  ///< of what the queue lets go; may be null
        std::vector<BlockSink*> sinks;         ///< outlive this object
        std::shared_ptr<DeviceLedger> ledger;
        LatencyHistogram* latency = nullptr;  ///< bytes read to processed; outlives this object
        const Clock* clock = nullptr;         ///< outlives this object
        std::function<void()> finished;       ///< called on the worker after the last block
    };
    explicit DeviceProcessing(Parts parts) : m_parts(std::move(parts)) {}

    void process(BlockRef block) override;
    void blockDropped(const SampleBlock& block) override;
    void laneFinished() override;

private:
    void lookForGap(const SampleBlock& block);

    Parts m_parts;
    Sequence m_next = 1;
    ReadTime m_lastTime = kUnknownTime;
};

}  // namespace telemetryhub::engine

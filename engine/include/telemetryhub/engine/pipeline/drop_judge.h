// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "telemetryhub/engine/core/mutex.h"
#include "telemetryhub/engine/core/processing_settings.h"
#include "telemetryhub/engine/core/sample_block.h"
#include "telemetryhub/engine/pipeline/alarm_board.h"
#include "telemetryhub/engine/pipeline/channel_processing.h"

namespace telemetryhub::engine {

/// Judges the blocks that the queue lets go, for alarms that ask for SafeState: a value above its
/// limit stops the device also when nobody else will ever see it.
///
/// It scales and calculates a copy and asks the AlarmBoard. Judged are limits (`high`, `low`)
/// without a delay, on channels of the device and on those that are calculated row by row; what
/// needs the rows before (averages, rates, integrals, a delay) cannot be told from a block alone.
///
/// Threads: any.
class DropJudge {
public:
    /// A judge, or null when no alarm of `settings` needs one.
    [[nodiscard]] static std::unique_ptr<DropJudge> create(const ProcessingSettings& settings,
                                                           std::shared_ptr<AlarmBoard> board);

    /// `block` as it came from the decoder.
    void judge(const SampleBlock& block);

private:
    DropJudge(const ProcessingSettings& settings, std::shared_ptr<AlarmBoard> board);

    const std::shared_ptr<AlarmBoard> m_board;
    BlockPool m_pool;
    Mutex m_mutex;
    ChannelProcessing m_processing TH_GUARDED_BY(m_mutex);
};

}  // namespace telemetryhub::engine

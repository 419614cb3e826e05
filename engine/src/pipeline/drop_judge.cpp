// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/pipeline/drop_judge.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

namespace telemetryhub::engine {

namespace {

bool isCalculatedByRow(Derivation kind) {
    return kind == Derivation::Difference || kind == Derivation::Sum ||
           kind == Derivation::Expression;
}

/// Without the alarms, and without the calculated channels that need more than a row.
ProcessingSettings settingsOfRows(const ProcessingSettings& settings) {
    ProcessingSettings rows;
    rows.channels = settings.channels;
    std::set<std::string> left;
    for (const DerivedChannel& derived : settings.derived) {
        const bool isKnown = std::none_of(derived.inputs.begin(), derived.inputs.end(),
                                          [&](const auto& input) { return left.contains(input); });
        if (isKnown && isCalculatedByRow(derived.kind))
            rows.derived.push_back(derived);
        else
            left.insert(derived.name);
    }
    return rows;
}

}  // namespace

std::unique_ptr<DropJudge> DropJudge::create(const ProcessingSettings& settings,
                                             std::shared_ptr<AlarmBoard> board) {
    if (std::none_of(settings.alarms.begin(), settings.alarms.end(), AlarmBoard::judgesDropped))
        return nullptr;
    return std::unique_ptr<DropJudge>(new DropJudge(settings, std::move(board)));
}

DropJudge::DropJudge(const ProcessingSettings& settings, std::shared_ptr<AlarmBoard> board)
    : m_board(std::move(board)), m_processing(settingsOfRows(settings), {}) {}

void DropJudge::judge(const SampleBlock& block) {
    const BlockRef copy = m_pool.acquire(block.device(), block.firstSequence(), block.channels());
    copy.writable().appendAll(block);
    {
        const MutexLock lock(m_mutex);
        m_processing.apply(copy.writable());
    }
    m_board->blockDropped(*copy);
}

}  // namespace telemetryhub::engine

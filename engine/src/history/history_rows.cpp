// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/history_rows.h"

#include <algorithm>

namespace telemetryhub::engine {

HistoryRows::HistoryRows(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
HistoryRows::HistoryRows(HistoryRows&&) noexcept = default;
HistoryRows::~HistoryRows() = default;

std::uint64_t HistoryRows::size() const {
    return m_impl->view.sampleCount(m_impl->at, m_impl->to);
}

std::optional<HistoryRows::Stretch> HistoryRows::next() {
    const auto part = m_impl->view.part(m_impl->at, m_impl->to);
    if (!part) return std::nullopt;
    const auto& marks = m_impl->marks;
    const auto behind = std::upper_bound(
        marks.begin(), marks.end(), part->ordinal,
        [](std::uint64_t ordinal, const SequenceMark& mark) { return ordinal < mark.ordinal; });
    // Marks that are not kept any more leave the oldest one, from which is counted back.
    const SequenceMark mark = behind == marks.begin() ? marks.front() : *(behind - 1);
    std::size_t length = part->length;
    if (behind != marks.begin() && behind != marks.end())
        length = static_cast<std::size_t>(
            std::min<std::uint64_t>(length, behind->ordinal - part->ordinal));
    m_impl->at = length == part->length
                     ? HistoryView::Position{part->at.segment + 1, 0}
                     : HistoryView::Position{part->at.segment, part->at.index + length};

    Stretch stretch;
    stretch.first = mark.sequence + (part->ordinal - mark.ordinal);
    stretch.wallOffsetNs = mark.wallOffsetNs;
    stretch.steadyNs = {part->segment->times() + part->at.index, length};
    for (std::size_t channel = 0; channel < part->segment->channelCount(); ++channel)
        stretch.columns.emplace_back(part->segment->values(channel) + part->at.index, length);
    return stretch;
}

}  // namespace telemetryhub::engine

// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/pipeline/channel_processing.h"

#include <algorithm>
#include <utility>

#include "pipeline/derivation.h"

namespace telemetryhub::engine {

ChannelProcessing::ChannelProcessing(const ProcessingSettings& settings, ChannelsListener listener)
    : m_settings(settings.channels), m_waiting(settings.derived), m_listener(std::move(listener)) {}

ChannelProcessing::~ChannelProcessing() = default;

void ChannelProcessing::apply(SampleBlock& block) {
    if (block.channels() != m_input) resolve(block.channels());
    noteGap(block);
    if (m_output == m_input) return;
    block.extend(m_output);
    if (m_moves) placeColumns(block);
    for (const Scaled& scaled : m_scaled) {
        for (double& value : block.column(scaled.column)) {
            if (!isAbsent(value)) value = value * scaled.factor + scaled.offset;
        }
    }
    calculate(block);
}

void ChannelProcessing::resolve(const ChannelSetPtr& input) {
    m_input = input;
    const bool isPlain = m_settings.empty() && m_waiting.empty() && m_calculated.empty();
    if (isPlain) {
        m_output = input;
    } else {
        for (std::size_t i = m_columnOf.size(); i < input->size(); ++i)
            addDecoded((*input)[i]);
        addCalculated();
        m_output = std::make_shared<const ChannelSet>(m_channels, input->kind());
    }
    if (m_listener) m_listener(m_output);
}

void ChannelProcessing::addDecoded(const Channel& channel) {
    const std::size_t column = m_channels.size();
    m_moves = m_moves || column != m_columnOf.size();
    m_columnOf.push_back(column);
    Channel shown = channel;
    const auto set =
        std::find_if(m_settings.begin(), m_settings.end(),
                     [&](const ChannelSettings& one) { return one.channel == channel.name; });
    if (set != m_settings.end()) {
        if (!set->name.empty()) shown.name = set->name;
        if (set->unit) shown.unit = *set->unit;
        if (set->decimals) shown.decimals = set->decimals;
        shown.colour = set->colour;
        shown.range = set->range;
        if (set->factor != 1 || set->offset != 0)
            m_scaled.push_back({column, set->factor, set->offset});
    }
    shown.name = freeName(shown.name);
    m_channels.push_back(std::move(shown));
}

void ChannelProcessing::addCalculated() {
    std::erase_if(m_waiting, [this](const DerivedChannel& derived) {
        std::vector<std::size_t> inputs = columnsOf(derived.inputs);
        if (inputs.size() != derived.inputs.size()) return false;
        m_calculated.push_back({m_channels.size(), std::move(inputs), makeDerivation(derived)});
        m_channels.push_back({freeName(derived.name), derived.unit, derived.decimals,
                              derived.colour, derived.range});
        return true;
    });
}

/// As many as were found.
std::vector<std::size_t> ChannelProcessing::columnsOf(const std::vector<std::string>& names) const {
    std::vector<std::size_t> columns;
    for (const std::string& name : names) {
        const auto found =
            std::find_if(m_channels.begin(), m_channels.end(),
                         [&name](const Channel& channel) { return channel.name == name; });
        if (found != m_channels.end())
            columns.push_back(static_cast<std::size_t>(found - m_channels.begin()));
    }
    return columns;
}

bool ChannelProcessing::isTaken(const std::string& name) const {
    return std::any_of(m_channels.begin(), m_channels.end(),
                       [&name](const Channel& channel) { return channel.name == name; });
}

std::string ChannelProcessing::freeName(const std::string& name) const {
    std::string free = name;
    for (int i = 2; isTaken(free); ++i)
        free = name + ' ' + std::to_string(i);
    return free;
}

void ChannelProcessing::noteGap(const SampleBlock& block) {
    if (block.gapBefore() || block.firstSequence() != m_next) {
        for (const Calculated& calculated : m_calculated)
            calculated.step->gap();
    }
    m_next = block.firstSequence() + block.size();
}

// From the last to the first, because a column only ever moves up.
void ChannelProcessing::placeColumns(SampleBlock& block) const {
    for (std::size_t i = m_columnOf.size(); i-- > 0;) {
        if (m_columnOf[i] == i) continue;
        const std::span<double> from = block.column(i);
        std::copy(from.begin(), from.end(), block.column(m_columnOf[i]).begin());
        std::fill(from.begin(), from.end(), kAbsent);
    }
}

void ChannelProcessing::calculate(SampleBlock& block) {
    const SampleBlock& rows = block;
    for (const Calculated& calculated : m_calculated) {
        m_inputs.clear();
        for (const std::size_t column : calculated.inputs)
            m_inputs.push_back(rows.column(column));
        calculated.step->apply({rows.steadyNs(), rows.reckonNs(), m_inputs},
                               block.column(calculated.column));
    }
}

}  // namespace telemetryhub::engine

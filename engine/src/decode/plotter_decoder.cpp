// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/plotter_decoder.h"

#include <algorithm>

#include "decode/characters.h"

namespace telemetryhub::engine {

std::string PlotterDecoder::description() const {
    if (channels().size() == 0) return "Serial Plotter, no value so far";
    return "Serial Plotter, " + std::to_string(channels().size()) +
           (channels().size() == 1 ? " channel" : " channels") +
           (m_labels.empty() ? ", bare values" : ", labelled");
}

void PlotterDecoder::line(std::string_view text, std::size_t bytes, DecoderOutput& output) {
    if (!isPrintableText(text)) {
        m_noise.sawNoise();
        return damage(DiscardReason::Syntax, text, bytes, output);
    }
    m_line.read(text);
    if (m_line.anyOutOfRange()) return damage(DiscardReason::Range, text, bytes, output);
    if (!holdsData()) return readText(text, bytes, output);
    if (m_line.parts().size() > ChannelSet::kMaxChannels)
        return damage(DiscardReason::Length, text, bytes, output);
    if (channels().size() == 0 && !m_noise.trusts(m_line.numbers()))
        return damage(DiscardReason::Unrecognised, text, bytes, output);

    if (!readValues(output)) return damage(DiscardReason::Length, text, bytes, output);
    acceptFrame(bytes);
    m_rows.add(m_row, channels(),
               m_labels.empty() ? ChannelSetKind::Complete : ChannelSetKind::Open, output);
}

/// Fills the row; false when no value found a channel.
bool PlotterDecoder::readValues(DecoderOutput& output) {
    std::fill(m_row.begin(), m_row.end(), kAbsent);
    bool anyValue = false;
    for (std::size_t i = 0; i < m_line.parts().size(); ++i) {
        const PlotterPart& part = m_line.parts()[i];
        if (part.form != NumberForm::Number && m_line.labelled()) {
            addTextOf(part, i, output);
            continue;
        }
        const auto channel = channelOf(part, i);
        if (!channel) continue;
        if (m_row.size() < channels().size()) m_row.resize(channels().size(), kAbsent);
        if (part.form != NumberForm::Number) {
            addTextCell(channels()[*channel].name, part.text, output);
            continue;
        }
        m_row[*channel] = part.value;
        anyValue = true;
    }
    m_names.clear();
    return anyValue;
}

void PlotterDecoder::readText(std::string_view text, std::size_t bytes, DecoderOutput& output) {
    if (trimmedBlanks(text).empty()) return accept(bytes);
    m_noise.sawText();
    rememberNames(text);
    acceptText(text, bytes, output);
}

/// Bare lines must be mostly numbers, or have as many values as the last one: a sentence with a
/// number in it is no measurement. Words for no number count as one, but not before a first value.
bool PlotterDecoder::holdsData() const {
    const std::size_t numbers = m_line.numbers();
    if (m_line.labelled() || numbers == 0) return numbers > 0;
    const std::size_t parts = m_line.parts().size();
    const bool usual = parts == m_lastBareValues && 2 * numbers == parts;
    const bool mayLack = parts == m_lastBareValues || !m_line.parts()[0].isNoValue();
    const std::size_t values = numbers + (mayLack ? m_line.noValues() : 0);
    return 2 * values > parts || usual;
}

/// Counts where its label has brought numbers; a label with nothing but texts is no channel.
void PlotterDecoder::addTextOf(const PlotterPart& part, std::size_t position,
                               DecoderOutput& output) {
    const bool asLast =
        position < m_labelAt.size() && m_labels[m_labelAt[position]].text == part.label;
    const auto found =
        asLast ? m_labels.begin() + static_cast<std::ptrdiff_t>(m_labelAt[position])
               : std::find_if(m_labels.begin(), m_labels.end(),
                              [&part](const Label& known) { return known.text == part.label; });
    if (found != m_labels.end()) addTextCell(channels()[found->channel].name, part.text, output);
}

std::optional<std::size_t> PlotterDecoder::channelOf(const PlotterPart& part,
                                                     std::size_t position) {
    if (m_line.labelled()) return channelOfLabel(part.label, position);
    m_lastBareValues = m_line.parts().size();
    return channelAtPosition(position);
}

std::optional<std::size_t> PlotterDecoder::channelOfLabel(std::string_view label,
                                                          std::size_t position) {
    if (position < m_labelAt.size() && m_labels[m_labelAt[position]].text == label)
        return m_labels[m_labelAt[position]].channel;
    auto found = std::find_if(m_labels.begin(), m_labels.end(),
                              [label](const Label& known) { return known.text == label; });
    if (found == m_labels.end()) {
        const auto channel = channels().ensure(channelFromTitle(label));
        if (!channel) return std::nullopt;
        found = m_labels.insert(found, {std::string(label), *channel});
    }
    m_labelAt.resize(std::max(m_labelAt.size(), position + 1));
    m_labelAt[position] = static_cast<std::size_t>(found - m_labels.begin());
    return found->channel;
}

std::optional<std::size_t> PlotterDecoder::channelAtPosition(std::size_t position) {
    if (position < m_positions.size()) return m_positions[position];
    Channel channel{"value " + std::to_string(position + 1), {}, {}};
    if (m_names.size() == m_line.parts().size()) channel = channelFromTitle(m_names[position]);
    const auto index = channels().ensure(channel);
    if (index) m_positions.push_back(*index);
    return index;
}

/// A line of names, also as labels without values (`a:` TAB `b:`), names bare values that follow.
void PlotterDecoder::rememberNames(std::string_view text) {
    constexpr std::string_view kSeparators = " \t,";
    m_names.clear();
    if (!m_positions.empty()) return;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find_first_of(kSeparators, at), text.size());
        std::string_view name = text.substr(at, end - at);
        at = end + 1;
        if (name.empty()) continue;
        if (name.back() == ':') name.remove_suffix(1);
        const bool repeated = std::find(m_names.begin(), m_names.end(), name) != m_names.end();
        const bool plain = isNameLike(name) && name.find_first_of(":.!?;") == std::string::npos;
        if (!plain || repeated || m_names.size() == ChannelSet::kMaxChannels)
            return m_names.clear();
        m_names.emplace_back(name);
    }
}

}  // namespace telemetryhub::engine

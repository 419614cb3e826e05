// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/key_value_decoder.h"

#include <algorithm>

#include "decode/characters.h"
#include "decode/device_time.h"

namespace telemetryhub::engine {

std::string KeyValueDecoder::description() const {
    if (m_keys.empty()) return "key=value, no value so far";
    return "key=value, " + std::to_string(m_keys.size()) +
           (m_keys.size() == 1 ? " channel" : " channels");
}

void KeyValueDecoder::line(std::string_view text, std::size_t bytes, DecoderOutput& output) {
    if (!isPrintableText(text)) {
        m_noise.sawNoise();
        return damage(DiscardReason::Syntax, text, bytes, output);
    }
    m_line.read(text);
    if (m_line.anyOutOfRange()) return damage(DiscardReason::Range, text, bytes, output);
    if (m_line.numbers() == 0) {
        if (trimmedBlanks(text).empty()) return accept(bytes);
        m_noise.sawText();
        return acceptText(text, bytes, output);
    }
    if (m_line.pairs().size() > ChannelSet::kMaxChannels)
        return damage(DiscardReason::Length, text, bytes, output);
    if (m_keys.empty() && !m_noise.trusts(m_line.numbers()))
        return damage(DiscardReason::Unrecognised, text, bytes, output);
    if (!readValues(output)) return damage(DiscardReason::Length, text, bytes, output);
    acceptFrame(bytes);
    m_rows.add(m_row, channels(), ChannelSetKind::Open, output);
}

bool KeyValueDecoder::readValues(DecoderOutput& output) {
    std::fill(m_row.begin(), m_row.end(), kAbsent);
    m_rows.setDeviceTime(std::nullopt);
    bool anyValue = false;
    for (std::size_t i = 0; i < m_line.pairs().size(); ++i) {
        const KeyValuePair& pair = m_line.pairs()[i];
        if (pair.form != NumberForm::Number) {
            if (m_rows.isTimeChannel(pair.key)) m_rows.setDeviceTime(parseIso8601(pair.text));
            if (const auto known = m_keys.find(pair.key, i); known && !pair.text.empty())
                addTextCell(channels()[*known].name, pair.text, output);
            continue;
        }
        const auto channel = channelOf(pair, i);
        if (!channel) continue;
        if (m_row.size() < channels().size()) m_row.resize(channels().size(), kAbsent);
        m_row[*channel] = pair.value;
        anyValue = true;
    }
    return anyValue;
}

std::optional<std::size_t> KeyValueDecoder::channelOf(const KeyValuePair& pair, std::size_t place) {
    if (const auto known = m_keys.find(pair.key, place)) return known;
    Channel channel = channelFromTitle(pair.key);
    if (channel.unit.empty()) channel.unit = pair.unit;
    const auto index = channels().ensure(channel);
    if (index) m_keys.add(pair.key, place, *index);
    return index;
}

}  // namespace telemetryhub::engine

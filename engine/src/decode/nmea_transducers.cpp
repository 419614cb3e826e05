// SPDX-License-Identifier: GPL-3.0-or-later
// Measurements whose channels are named by the device.
#include <algorithm>
#include <array>

#include "decode/characters.h"
#include "decode/nmea_decoder.h"

namespace telemetryhub::engine {

namespace {

/// The names a channel may have, the plainest first: of one name there may be several quantities.
std::array<std::string, 3> channelNamesOf(const NmeaTransducer& transducer) {
    std::string plain(transducer.name);
    const std::string order = transducer.order > 1 ? ' ' + std::to_string(transducer.order) : "";
    std::string typed = plain;
    if (transducer.type) typed.append("_").push_back(transducer.type);
    std::string withUnit = typed;
    if (transducer.unit) withUnit.append("_").push_back(transducer.unit);
    return {plain + order, typed + order, withUnit + order};
}

}  // namespace

void NmeaDecoder::readXdr() {
    constexpr std::size_t kGroup = 4;
    const auto isSame = [this](std::size_t a, std::size_t b) {
        return m_sentence.letter(a) == m_sentence.letter(b) &&
               m_sentence.letter(a + 2) == m_sentence.letter(b + 2) &&
               trimmedBlanks(m_sentence.field(a + 3)) == trimmedBlanks(m_sentence.field(b + 3));
    };
    for (std::size_t i = 1; i + 1 < m_sentence.fieldCount(); i += kGroup) {
        const auto value = m_sentence.number(i + 1);
        if (!value) continue;
        NmeaTransducer transducer{trimmedBlanks(m_sentence.field(i + 3)), m_sentence.letter(i),
                                  m_sentence.letter(i + 2), 1};
        for (std::size_t before = 1; before < i; before += kGroup)
            transducer.order += isSame(before, i) ? 1 : 0;
        const std::array<char, 5> unnamed = {'x', 'd', 'r', '_', transducer.type};
        if (transducer.name.empty())
            transducer.name = {unnamed.data(), transducer.type ? unnamed.size() : 3};
        setTransducer(transducer, xdrUnit(transducer.type, transducer.unit), *value);
    }
}

/// The speed of an engine or a shaft, and the pitch of its propeller.
void NmeaDecoder::readRpm() {
    const char source = m_sentence.letter(1);
    if (m_sentence.letter(5) == 'V' || (source != 'E' && source != 'S')) return;
    std::string name = source == 'E' ? "engine" : "shaft";
    const std::string_view number = trimmedBlanks(m_sentence.field(2));
    if (!number.empty()) name.append("_").append(number);
    const std::string rpm = name + "_rpm";
    const std::string pitch = name + "_pitch";
    if (const auto value = m_sentence.number(3)) setTransducer({rpm, 'r', 'R', 1}, "rpm", *value);
    if (const auto value = m_sentence.number(4)) setTransducer({pitch, 'r', 'P', 1}, "%", *value);
}

void NmeaDecoder::setTransducer(const NmeaTransducer& transducer, std::string_view unit,
                                double value) {
    const auto known = std::find_if(
        m_transducers.begin(), m_transducers.end(), [&](const NmeaTransducerChannel& one) {
            return one.type == transducer.type && one.unit == transducer.unit &&
                   one.order == transducer.order && one.name == transducer.name;
        });
    if (known != m_transducers.end()) return setChannel(known->channel, value);
    if (!isPrintableText(transducer.name)) return;
    const auto channel = channelFor(transducer, unit);
    if (!channel) return;
    m_transducers.push_back({std::string(transducer.name), transducer.type, transducer.unit,
                             transducer.order, *channel});
    setChannel(channel, value);
}

std::optional<std::size_t> NmeaDecoder::channelFor(const NmeaTransducer& transducer,
                                                   std::string_view unit) {
    for (const std::string& name : channelNamesOf(transducer)) {
        if (!isPrintableText(name) || !mayName(name, unit)) continue;
        return channels().ensure({name, std::string(unit), {}});
    }
    return std::nullopt;
}

/// A channel that an earlier decoder of the device made is the same one again when its unit is.
bool NmeaDecoder::mayName(const std::string& name, std::string_view unit) const {
    if (isQuantityName(name)) return false;
    const auto channel = channels().indexOf(name);
    if (!channel) return true;
    const bool taken =
        std::any_of(m_transducers.begin(), m_transducers.end(),
                    [&](const NmeaTransducerChannel& known) { return known.channel == *channel; });
    return !taken && channels()[*channel].unit == unit;
}

}  // namespace telemetryhub::engine

// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/teleplot_decoder.h"

#include <algorithm>

#include "decode/characters.h"
#include "decode/device_time.h"

namespace telemetryhub::engine {

namespace {

constexpr double kNsPerMs = 1e6;

}  // namespace

std::string TeleplotDecoder::description() const {
    if (m_names.empty()) return "Teleplot, no value so far";
    return "Teleplot, " + std::to_string(m_names.size()) +
           (m_names.size() == 1 ? " name" : " names");
}

void TeleplotDecoder::line(std::string_view text, std::size_t bytes, DecoderOutput& output) {
    using Content = TeleplotLine::Content;
    if (!isPrintableText(text)) {
        m_noise.sawNoise();
        return damage(DiscardReason::Syntax, text, bytes, output);
    }
    const Content content = m_line.read(text);
    switch (content) {
        case Content::NoData: break;
        case Content::Broken: return damage(DiscardReason::Syntax, text, bytes, output);
        case Content::OutOfRange: return damage(DiscardReason::Range, text, bytes, output);
        case Content::Nothing: return accept(bytes);
        case Content::Text: return readText(bytes, output);
        case Content::Numbers:
        case Content::Points: return readSamples(text, bytes, content, output);
    }
    m_noise.sawText();
    if (trimmedBlanks(text).empty()) return accept(bytes);
    acceptText(text, bytes, output);
}

void TeleplotDecoder::readSamples(std::string_view text, std::size_t bytes,
                                  TeleplotLine::Content content, DecoderOutput& output) {
    if (m_names.empty() && !m_noise.trusts(m_line.samples().size()))
        return damage(DiscardReason::Unrecognised, text, bytes, output);
    const Name* const name = nameOf(content == TeleplotLine::Content::Points);
    if (!name) return damage(DiscardReason::Length, text, bytes, output);
    acceptFrame(bytes, m_line.samples().size());
    for (std::size_t i = 0; i < m_line.noValues(); ++i)
        addTextCell(name->text, m_line.text(), output);
    const std::span<const TeleplotSample> samples = m_line.samples();
    for (std::size_t i = 0; i < samples.size(); ++i) {
        output.samples().clock().setPart(i, samples.size());
        addSample(*name, samples[i], output);
    }
}

void TeleplotDecoder::readText(std::size_t bytes, DecoderOutput& output) {
    m_text.assign(m_line.name()).append(": ").append(m_line.text());
    acceptText(m_text, bytes, output);
}

const TeleplotDecoder::Name* TeleplotDecoder::nameOf(bool point) {
    const auto isIt = [&](const Name& known) {
        return known.text == m_line.name() && known.point == point;
    };
    if (m_nextName >= m_names.size()) m_nextName = 0;
    std::size_t at = m_nextName;
    if (m_names.empty() || !isIt(m_names[at])) {
        const auto found = std::find_if(m_names.begin(), m_names.end(), isIt);
        at = static_cast<std::size_t>(found - m_names.begin());
        if (found == m_names.end()) {
            const std::string text(m_line.name());
            const std::string unit(m_line.unit());
            Name name{text, point, {}, {}};
            name.channel = channels().ensure({point ? text + ".x" : text, unit, {}});
            if (point) name.channelOfY = channels().ensure({text + ".y", unit, {}});
            if (!name.channel || (point && !name.channelOfY)) return nullptr;
            m_names.push_back(std::move(name));
        }
    }
    m_nextName = at + 1;
    return &m_names[at];
}

void TeleplotDecoder::addSample(const Name& name, const TeleplotSample& sample,
                                DecoderOutput& output) {
    m_row.resize(channels().size(), kAbsent);
    m_row[*name.channel] = sample.value;
    if (name.channelOfY) m_row[*name.channelOfY] = sample.y;
    if (sample.timeMs) m_rows.setDeviceTime(deviceTimeOf(*sample.timeMs, kNsPerMs));
    m_rows.add(m_row, channels(), ChannelSetKind::Open, output);
    m_row[*name.channel] = kAbsent;
    if (name.channelOfY) m_row[*name.channelOfY] = kAbsent;
}

}  // namespace telemetryhub::engine

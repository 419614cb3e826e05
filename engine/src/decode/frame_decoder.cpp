// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/frame_decoder.h"

#include <algorithm>
#include <utility>

namespace telemetryhub::engine {

std::string FrameDecoder::description() const {
    const FrameLayout& layout = m_reader.layout();
    std::string text = "binary frames of " + std::to_string(layout.fields.size()) +
                       (layout.fields.size() == 1 ? " field" : " fields");
    text += layout.sync.empty() ? ", no sync" : "";
    text += layout.checksum == ChecksumKind::None ? ", no checksum" : "";
    return text;
}

void FrameDecoder::streamBegins(StreamStart /*start*/) {
    m_toSkip = m_reader.layout().skipAtStart;
    const bool believesEverything = m_reader.layout().sync.empty() && !m_reader.vouches();
    if (believesEverything) startIsKnown();
}

std::size_t FrameDecoder::longestPartialStart() const {
    constexpr std::size_t kUsualFrame = 4096;
    return m_reader.longestFrame().value_or(kUsualFrame);
}

FrameDecoder::Found FrameDecoder::find(std::string_view bytes) {
    if (m_toSkip > 0) {
        const std::size_t skipped = std::min(m_toSkip, bytes.size());
        m_toSkip -= skipped;
        return Found::partialStart(skipped);
    }
    const std::size_t noise = m_reader.findSync(bytes);
    if (noise > 0) return Found::noise(noise);
    const FrameReader::Verdict verdict = m_reader.check(bytes);
    switch (verdict.state) {
        case FrameReader::State::Incomplete: return {};
        case FrameReader::State::Wrong: return Found::damageInside(verdict.reason, verdict.bytes);
        case FrameReader::State::Whole: break;
    }
    m_payload = verdict.payload;
    return Found::frame(verdict.bytes);
}

void FrameDecoder::take(std::string_view /*frame*/, DecoderOutput& output) {
    if (!m_bound) bind();
    const std::size_t samples = m_reader.samplesIn(m_payload);
    for (std::size_t i = 0; i < samples; ++i) {
        m_reader.read(m_payload, i, m_row);
        output.samples().clock().setPart(i, samples);
        addSample(m_row, ChannelSetKind::Complete, output);
    }
}

void FrameDecoder::bind() {
    m_bound = true;
    m_reader.bindTo(channels());
    m_row.assign(channels().size(), kAbsent);
}

}  // namespace telemetryhub::engine

// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/line_decoder.h"

#include <string>
#include <utility>

namespace telemetryhub::engine {

struct LineDecoder::Sink {
    LineDecoder& decoder;
    DecoderOutput& output;
    std::size_t bytesLeft;  ///< that belong to no line so far, with those of earlier chunks

    void line(std::string_view raw, std::size_t bytes) {
        const std::string_view text = decoder.readsRawLines() ? raw : decoder.m_clean.of(raw);
        decoder.m_text = text;
        decoder.m_raw = raw;
        bytesLeft -= bytes;
        output.samples().clock().setFrame(bytesLeft, bytes);
        if (std::exchange(decoder.m_partialStart, false) && !decoder.provesWhole(text))
            decoder.m_account.discard(DiscardReason::PartialStart, bytes);
        else if (text.empty())
            decoder.accept(bytes);
        else
            decoder.line(text, bytes, output);
        decoder.m_text = {};
    }

    void overlong(std::string_view beginning, std::size_t bytes, bool first, bool last) {
        bytesLeft -= bytes;
        const auto reason =
            decoder.m_partialStart ? DiscardReason::PartialStart : DiscardReason::Overlong;
        if (first && reason == DiscardReason::Overlong)
            decoder.damage(reason, beginning, bytes, output);
        else
            decoder.m_account.discard(reason, bytes);
        if (last) decoder.m_partialStart = false;
    }

    void lateLineFeed() {
        --bytesLeft;
        decoder.m_account.addToLast(1);
    }
};

void LineDecoder::begin(StreamStart start) {
    m_lines.clear();
    m_partialStart = start == StreamStart::MidFrame;
    streamBegins();
}

void LineDecoder::decode(std::string_view bytes, DecoderOutput& output) {
    m_channels.attach(output.samples());
    m_lines.feed(bytes, Sink{*this, output, m_lines.pending().size() + bytes.size()});
}

void LineDecoder::finish(StreamEnd end, DecoderOutput& output) {
    m_channels.attach(output.samples());
    if (end == StreamEnd::Complete)
        m_lines.finish(Sink{*this, output, m_lines.pending().size()});
    else
        m_account.discard(DiscardReason::Unfinished, m_lines.pending().size());
    m_lines.clear();
    streamEnds(output);
}

void LineDecoder::acceptText(std::string_view text, std::size_t bytes, DecoderOutput& output) {
    accept(bytes);
    addText(text, output);
}

void LineDecoder::addText(std::string_view text, DecoderOutput& output) {
    ++m_account.counts().textLines;
    output.textLine(text);
}

void LineDecoder::addTextCell(std::string_view channel, std::string_view text,
                              DecoderOutput& output) {
    countTextCells(1);
    if (m_texts.isNews(channel, text))
        addText(std::string(channel).append(": ").append(text), output);
}

void LineDecoder::damage(DiscardReason reason, std::string_view text, std::size_t bytes,
                         DecoderOutput& output) {
    m_account.discard(reason, bytes);
    ++m_account.counts().framesDamaged[reason];
    const bool isPresentLine = text.data() == m_text.data() && text.size() == m_text.size();
    output.damaged(reason, isPresentLine ? m_raw : text);
}

}  // namespace telemetryhub::engine

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "decode/changed_texts.h"
#include "decode/channel_table.h"
#include "decode/clean_text.h"
#include "decode/line_splitter.h"
#include "telemetryhub/engine/decode/byte_account.h"
#include "telemetryhub/engine/decode/decoder.h"

namespace telemetryhub::engine {

/// What all formats of text lines share: lines, the account of bytes, and channels.
///
/// A format accounts for every line with exactly one of `accept`, `acceptText`, `damage` and
/// `hold`; a held line is still pending, and is settled by `takeHeld` with a later one.
class LineDecoder : public Decoder {
public:
    LineDecoder() = default;
    LineDecoder& operator=(const LineDecoder&) = delete;

    void begin(StreamStart start) final;
    void decode(std::string_view bytes, DecoderOutput& output) final;
    void finish(StreamEnd end, DecoderOutput& output) final;
    [[nodiscard]] std::size_t pendingBytes() const final {
        return m_lines.pending().size() + m_account.held();
    }
    [[nodiscard]] DecodeCounts counts() const final { return m_account.counts(); }

protected:
    LineDecoder(const LineDecoder&) = default;

    /// A whole line that is not empty, without its end, but a line end can be read behind it; its
    /// text is clean where it is text at all, see CleanText.
    virtual void line(std::string_view text, std::size_t bytes, DecoderOutput& output) = 0;
    /// Whether `line` wants the bytes as they came: a checksum is over those.
    [[nodiscard]] virtual bool readsRawLines() const { return false; }
    /// The present line clean, for a decoder that reads raw ones.
    [[nodiscard]] std::string_view clean(std::string_view raw) { return m_text = m_clean.of(raw); }
    /// Whether a first line after joining anywhere proves by itself that it is whole.
    [[nodiscard]] virtual bool provesWhole(std::string_view /*text*/) const { return false; }
    virtual void streamBegins() {}
    /// Nothing may be held afterwards.
    virtual void streamEnds(DecoderOutput& /*output*/) {}

    void accept(std::size_t bytes) { m_account.accept(bytes); }
    /// A line that becomes so many samples.
    void acceptFrame(std::size_t bytes, std::size_t samples = 1) {
        accept(bytes);
        m_account.counts().frames += samples;
    }
    void acceptText(std::string_view text, std::size_t bytes, DecoderOutput& output);
    /// A text beside the numbers of a line, whose bytes are accounted for with it.
    void addText(std::string_view text, DecoderOutput& output);
    void countTextCells(std::uint64_t cells) { m_account.counts().textCells += cells; }
    /// A text where the channel of that name has numbers: counted, and told when it changes.
    void addTextCell(std::string_view channel, std::string_view text, DecoderOutput& output);
    /// What is told of a damaged line are its bytes as they came.
    void damage(DiscardReason reason, std::string_view text, std::size_t bytes,
                DecoderOutput& output);
    void hold(std::size_t bytes) { m_account.hold(bytes); }
    /// The bytes held so far, which the caller accounts for.
    [[nodiscard]] std::size_t takeHeld() { return m_account.takeHeld(); }

    [[nodiscard]] ChannelTable& channels() { return m_channels; }
    [[nodiscard]] const ChannelTable& channels() const { return m_channels; }

private:
    struct Sink;

    LineSplitter m_lines;
    CleanText m_clean;
    std::string_view m_text;  ///< of the present line, clean
    std::string_view m_raw;   ///< of the present line, as it came
    ChannelTable m_channels;
    ByteAccount m_account;
    ChangedTexts m_texts;         ///< that stood where a channel has numbers
    bool m_partialStart = false;  ///< the first line end was not seen yet
};

}  // namespace telemetryhub::engine

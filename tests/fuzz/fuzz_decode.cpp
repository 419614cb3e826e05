// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes, cut anywhere, restarted anywhere: the account of bytes closes after every call, memory
// stays bounded, and the cuts change nothing.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string_view>

#include "telemetryhub/engine/core/sample_writer.h"
#include "telemetryhub/engine/decode/decoder.h"

namespace {

using namespace telemetryhub::engine;

void require(bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "broken: %s\n", what);
    std::abort();
}

/// One decoder with an output that only counts.
class Subject final : public DecoderOutput, private BlockReceiver {
public:
    Subject(Format format, StreamStart start)
        : DecoderOutput(m_writer),
          m_writer(m_pool, DeviceId{1}, *this),
          m_decoder(makeDecoder(format)) {
        m_decoder->begin(start);
    }

    void decode(std::string_view bytes) {
        m_given += bytes.size();
        m_decoder->decode(bytes, *this);
        check();
    }
    void finish(StreamEnd end) {
        m_decoder->finish(end, *this);
        check();
        require(m_decoder->pendingBytes() == 0, "nothing is pending after the end");
        m_writer.flush();
        require(m_rows == m_decoder->counts().frames, "every frame is one row");
    }
    void begin(StreamStart start) { m_decoder->begin(start); }

    void textLine(std::string_view line) override {
        require(line.find_first_of("\r\n") == std::string_view::npos, "text has no line end");
        ++m_textLines;
    }
    void damaged(DiscardReason reason, std::string_view) override {
        require(reason < DiscardReason::Count && reason != DiscardReason::PartialStart,
                "a partial start is no damage");
        ++m_damages;
    }

    void requireSameAs(const Subject& other) const {
        const DecodeCounts mine = m_decoder->counts();
        const DecodeCounts theirs = other.m_decoder->counts();
        require(mine.bytesDecoded == theirs.bytesDecoded && mine.frames == theirs.frames &&
                    mine.textLines == theirs.textLines &&
                    mine.bytesDiscarded == theirs.bytesDiscarded &&
                    mine.framesDamaged == theirs.framesDamaged,
                "the chunks change nothing");
    }

private:
    void receive(BlockRef block) override { m_rows += block->size(); }

    void check() const {
        const DecodeCounts counts = m_decoder->counts();
        require(m_given ==
                    counts.bytesDecoded + counts.bytesDiscarded.total() + m_decoder->pendingBytes(),
                "the account of bytes closes");
        require(m_decoder->pendingBytes() <= 2 * Decoder::kMaxFrameBytes, "memory is bounded");
        require(m_textLines == counts.textLines, "every text line is counted");
        require(m_damages == counts.framesDamaged.total(), "every damage is told");
    }

    BlockPool m_pool;
    SampleWriter m_writer;
    std::unique_ptr<Decoder> m_decoder;
    std::uint64_t m_given = 0;
    std::uint64_t m_rows = 0;
    std::uint64_t m_textLines = 0;
    std::uint64_t m_damages = 0;
};

}  // namespace

/// The first byte chooses format, start and end, the second how the rest is cut.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    constexpr Format kFormats[] = {Format::Auto,     Format::Csv,  Format::Plotter,  Format::Nmea,
                                   Format::Teleplot, Format::Json, Format::KeyValue, Format::Auto};
    const Format format = kFormats[data[0] % 8];
    const StreamStart start = data[0] & 8 ? StreamStart::MidFrame : StreamStart::Boundary;
    const StreamEnd end = data[0] & 16 ? StreamEnd::Cut : StreamEnd::Complete;
    const std::size_t chunkBytes = 1 + data[1] % 16;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 2, size - 2);

    Subject whole(format, start);
    Subject cut(format, start);
    for (int stream = 0; stream < 2; ++stream) {
        whole.decode(bytes);
        for (std::size_t at = 0; at < bytes.size(); at += chunkBytes)
            cut.decode(bytes.substr(at, chunkBytes));
        whole.finish(end);
        cut.finish(end);
        whole.requireSameAs(cut);
        whole.begin(start);
        cut.begin(start);
    }
    return 0;
}

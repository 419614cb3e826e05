// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes, cut anywhere, restarted anywhere: the account of bytes closes after every call, memory
// stays bounded, and the cuts change nothing.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "decode/checksum.h"
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
    Subject(const DecodeSettings& settings, StreamStart start)
        : DecoderOutput(m_writer),
          m_writer(m_pool, DeviceId{1}, *this),
          m_decoder(makeDecoder(settings)) {
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
    void receive(BlockRef block) override {
        require(block->channelCount() > 0, "a row has a channel");
        m_rows += block->size();
    }

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

FrameField field(const char* name, NumberType type, ByteOrder order = ByteOrder::Little) {
    FrameField made;
    made.name = name;
    made.type = type;
    made.order = order;
    return made;
}

/// A few layouts that together use everything a layout can say.
FrameLayout layoutAt(unsigned index) {
    FrameLayout layout;
    layout.fields = {field("a", NumberType::U8), field("", NumberType::U8),
                     field("b", NumberType::I16, ByteOrder::Big)};
    switch (index % 4) {
        case 0:
            layout.sync = "AB";
            layout.checksum = ChecksumKind::Sum8;
            break;
        case 1:
            layout.sync = "A";
            layout.length = {FrameLength::Kind::U8, ByteOrder::Little, FrameLength::Counts::Frame,
                             0};
            layout.checksum = ChecksumKind::Crc8;
            layout.checksumFrom = 1;
            layout.tail = "Z";
            layout.repeats = true;
            break;
        case 2:
            layout.sync = "BM";
            layout.length = {FrameLength::Kind::U16, ByteOrder::Big,
                             FrameLength::Counts::PayloadAndChecksum, 0};
            layout.checksum = ChecksumKind::Crc16Arc;
            layout.checksumOrder = ByteOrder::Big;
            break;
        default: layout.skipAtStart = 3; break;
    }
    return layout;
}

ModbusField registers(const char* name, int function, NumberType type) {
    ModbusField made;
    made.name = name;
    made.function = function;
    made.type = type;
    made.order = ModbusField::WordOrder::CDAB;
    return made;
}

struct NamedFormat {
    std::string_view name;
    Format format;
};
constexpr NamedFormat kFormats[] = {
    {"auto", Format::Auto},         {"csv", Format::Csv},           {"plotter", Format::Plotter},
    {"teleplot", Format::Teleplot}, {"json", Format::Json},         {"keyvalue", Format::KeyValue},
    {"nmea", Format::Nmea},         {"vedirect", Format::VeDirect}, {"dsmr", Format::Dsmr},
    {"slip", Format::Slip},         {"cobs", Format::Cobs},         {"frame", Format::Frame},
    {"modbus", Format::Modbus}};
constexpr unsigned kFormatCount = std::size(kFormats);

/// TELEMETRYHUB_FUZZ_FORMAT=csv has all mutations be of that format.
std::optional<unsigned> onlyFormat() {
    const char* const name = std::getenv("TELEMETRYHUB_FUZZ_FORMAT");
    if (!name) return std::nullopt;
    const auto* const found =
        std::find_if(std::begin(kFormats), std::end(kFormats),
                     [name](const NamedFormat& it) { return it.name == name; });
    require(found != std::end(kFormats), "TELEMETRYHUB_FUZZ_FORMAT is a format");
    return static_cast<unsigned>(found - std::begin(kFormats));
}

/// Writes a number in hex digits where they fit.
void putHex(std::span<char> text, std::size_t at, std::uint32_t number, std::size_t digits) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    if (at + digits > text.size()) return;
    for (std::size_t i = digits; i-- > 0; number /= 16)
        text[at + i] = kDigits[number % 16];
}

/// Checksums in digits: chance finds none of them, so what a mutation made of a sentence or a
/// telegram would never be read.
void mendChecksums(Format format, std::span<char> text) {
    const bool isNmea = format == Format::Nmea;
    if (!isNmea && format != Format::Dsmr) return;
    const char first = isNmea ? '$' : '/';
    const char last = isNmea ? '*' : '!';
    const std::string_view bytes(text.data(), text.size());
    std::size_t end = 0;
    for (std::size_t begin = 0; (begin = bytes.find(first, end)) != std::string_view::npos;) {
        end = bytes.find(last, begin);
        if (end == std::string_view::npos) return;
        if (isNmea)
            putHex(text, end + 1,
                   checksumOf(ChecksumKind::Xor8, bytes.substr(begin + 1, end - begin - 1)), 2);
        else
            putHex(text, end + 1,
                   checksumOf(ChecksumKind::Crc16Arc, bytes.substr(begin, end + 1 - begin)), 4);
    }
}

DecodeSettings settingsFor(unsigned choice) {
    constexpr Format kInner[] = {Format::Auto, Format::Frame, Format::Csv, Format::Json};
    DecodeSettings settings(kFormats[choice % kFormatCount].format);
    const unsigned variant = choice / kFormatCount;
    settings.inner = kInner[variant % 4];
    settings.frame = layoutAt(variant);
    settings.time = variant % 2 == 0 ? SampleTime::Arrival : SampleTime::Device;
    if (variant % 2 == 1) settings.timeChannel = "a";
    if (variant % 4 == 3)
        settings.registers = {registers("r", 3, NumberType::F32),
                              registers("c", 1, NumberType::U8)};
    return settings;
}

}  // namespace

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t maxSize);

/// An input names its format by itself, so that it can be repeated without the environment.
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t maxSize, unsigned seed) {
    static const std::optional<unsigned> only = onlyFormat();
    const std::size_t mutated = LLVMFuzzerMutate(data, size, maxSize);
    if (mutated == 0) return mutated;
    unsigned choice = data[0] - data[0] % kFormatCount + only.value_or(data[0] % kFormatCount);
    if (choice > 0xFF) choice -= kFormatCount;
    data[0] = static_cast<std::uint8_t>(choice);
    if (seed % 4 != 0)
        mendChecksums(kFormats[choice % kFormatCount].format,
                      {reinterpret_cast<char*>(data), mutated});
    return mutated;
}

/// The first byte chooses format and layout, the second how the rest is cut, where it starts and
/// how it ends.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const DecodeSettings settings = settingsFor(data[0]);
    const StreamStart start = data[1] & 16 ? StreamStart::MidFrame : StreamStart::Boundary;
    const StreamEnd end = data[1] & 32 ? StreamEnd::Cut : StreamEnd::Complete;
    const std::size_t chunkBytes = 1 + data[1] % 16;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 2, size - 2);

    Subject whole(settings, start);
    Subject cut(settings, start);
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

// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode_run.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <iterator>
#include <utility>

namespace telemetryhub::engine {

namespace {

std::string written(double value) {
    if (std::isnan(value)) return "nan";
    std::array<char, 40> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    return {text.data(), end};
}

}  // namespace

DecodeRun::DecodeRun(std::unique_ptr<Decoder> decoder)
    : DecoderOutput(m_writer), m_writer(m_pool, DeviceId{1}, *this), m_decoder(std::move(decoder)) {
    m_decoder->begin(StreamStart::Boundary);
}

DecodeRun::DecodeRun(DecodeRun& other)
    : DecoderOutput(m_writer),
      m_writer(m_pool, DeviceId{1}, *this),
      m_decoder(other.m_decoder->clone()),
      m_bytesGiven(other.m_bytesGiven) {
    if (other.m_writer.channels()) m_writer.setChannels(other.m_writer.channels());
}

DecodeRun& DecodeRun::begin(StreamStart start) {
    m_decoder->begin(start);
    return *this;
}

DecodeRun& DecodeRun::feed(std::string_view bytes) {
    m_bytesGiven += bytes.size();
    m_decoder->decode(bytes, *this);
    checkLedger();
    return *this;
}

DecodeRun& DecodeRun::finish(StreamEnd end) {
    m_decoder->finish(end, *this);
    checkLedger();
    m_ledgerAlwaysClosed = m_ledgerAlwaysClosed && pendingBytes() == 0;
    return *this;
}

const std::vector<std::string>& DecodeRun::events() {
    m_writer.flush();
    return m_events;
}

std::vector<std::string> DecodeRun::channels() {
    std::vector<std::string> titles;
    if (!m_writer.channels()) return titles;
    for (const Channel& channel : m_writer.channels()->channels())
        titles.push_back(channel.unit.empty() ? channel.name
                                              : channel.name + " [" + channel.unit + "]");
    return titles;
}

ChannelSetKind DecodeRun::channelKind() {
    return m_writer.channels()->kind();
}

void DecodeRun::textLine(std::string_view line) {
    add("text " + std::string(line), m_writer.readTime().steadyNs);
}

/// The bytes are those of the frame as far as they were kept, which depends on the chunks for the
/// longest of frames.
void DecodeRun::damaged(DiscardReason reason, std::string_view bytes) {
    constexpr std::size_t kSurelyKept = 100;
    std::string event = "damage " + std::string(discardReasonName(reason));
    if (bytes.size() <= kSurelyKept && reason != DiscardReason::Overlong)
        event.append(" ").append(bytes);
    add(std::move(event), m_writer.readTime().steadyNs);
}

void DecodeRun::receive(BlockRef block) {
    for (std::size_t row = 0; row < block->size(); ++row) {
        std::string event = "row";
        for (std::size_t i = 0; i < block->channelCount(); ++i) {
            const double value = block->column(i)[row];
            if (isAbsent(value)) continue;
            event += " " + (*block->channels())[i].name + "=" + written(value);
        }
        m_events.push_back(event);
        m_times.push_back(block->steadyNs()[row]);
        m_wallTimes.push_back(block->wallNs()[row]);
    }
}

void DecodeRun::add(std::string event, std::int64_t time) {
    m_writer.flush();
    m_events.push_back(std::move(event));
    m_times.push_back(time);
}

void DecodeRun::checkLedger() {
    const DecodeCounts counts = m_decoder->counts();
    m_ledgerAlwaysClosed =
        m_ledgerAlwaysClosed &&
        m_bytesGiven == counts.bytesDecoded + counts.bytesDiscarded.total() + pendingBytes();
    m_mostPendingBytes = std::max(m_mostPendingBytes, pendingBytes());
}

void cutIntoChunks(std::string_view bytes, std::size_t chunkBytes,
                   const std::function<void(std::string_view)>& take) {
    std::mt19937 random(7);
    std::uniform_int_distribution<std::size_t> byChance(1, 200);
    while (!bytes.empty()) {
        const std::size_t wanted = chunkBytes == 0 ? byChance(random) : chunkBytes;
        const auto chunk = bytes.substr(0, wanted);
        take(chunk);
        bytes.remove_prefix(chunk.size());
    }
}

std::string sentence(std::string_view body) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    unsigned sum = 0;
    for (const char c : body)
        sum ^= static_cast<unsigned char>(c);
    return '$' + std::string(body) + '*' + kDigits[sum / 16] + kDigits[sum % 16] + "\r\n";
}

namespace {

/// What lines and their ends, formats and noise are made of.
std::vector<std::string> hostilePieces() {
    using namespace std::string_literals;
    return std::vector<std::string>{
        "1,2,3\n"s,
        "4,5.5,-6\r\n"s,
        "1e999,2,3\n"s,
        "nan,,inf\n"s,
        "0x10,2,3\n"s,
        "7,8\r"s,
        "7,8\n"s,
        "time,temp [C],note\n"s,
        "a,b\n"s,
        "1;2;ok\n"s,
        "3\t4\n"s,
        "5 6  7 \n"s,
        "temp:20.5 hum:30\n"s,
        "hum:31,temp:21\n"s,
        "12:30:05 started\n"s,
        "Hello, world\n"s,
        "\n"s,
        "\r\n"s,
        "\r"s,
        "\0"s,
        "\xFF\xFE"s,
        "\xC3\x28\n"s,
        "\x1B[31mred\x1B[0m\n"s,
        "$"s,
        "!"s,
        "*"s,
        ","s,
        "\"a,\"\"b\"\"\",5\n"s,
        "\""s,
        std::string(300, '1') + ",2,3\n",
        std::string(500, ','),
        std::string(70'000, 'x') + "\n",
        "#1,2,3\n"s,
        ">temp:20\n"s,
        ">temp:100:20.5;110:21§°C|g\r\n"s,
        ">pos:1:2:100|xy\n"s,
        ">state:on|t\n"s,
        ">temp:x\n"s,
        ">"s,
        "{\"a\":1,\"b\":{\"c\":[2,3]}}\n"s,
        "{\"t_ms\":500,\"a\":true}\r\n"s,
        "[1,2,null]\n"s,
        "{\"a\":\n"s,
        std::string(400, '[') + "\n",
        "temp=20.5C, hum=30 %\n"s,
        "temp = 21 state=ok\n"s,
        "a=1e999\n"s,
        "="s,
        "value"s,
        sentence("GPRMC,194101,A,4426.1130,N,07140.5596,W,5.2,77.3,160906,15.8,W"),
        sentence("GPGGA,194104,4426.1138,N,07140.5536,W,2,10,0.9,267.9,M,,M,,"),
        sentence("PUBX,00,1"),
        "$GPGGA,1,2*00\r\n"s,
        "$GPGLL,4426.1130,N,07140.5596,W\n"s};
}

}  // namespace

std::string hostileStream(std::uint32_t seed, std::size_t bytes) {
    static const std::vector<std::string> kPieces = hostilePieces();
    std::mt19937 random(seed);
    std::string stream;
    while (stream.size() < bytes) {
        std::string piece = kPieces[random() % kPieces.size()];
        if (piece.size() > 10'000 && random() % 16 != 0) continue;
        const auto repeats = piece.size() > 10'000 ? 1 : 1 + random() % 6;
        if (random() % 8 == 0) piece[random() % piece.size()] = static_cast<char>(random() % 256);
        for (std::size_t i = 0; i < repeats; ++i)
            stream += piece;
        if (random() % 16 == 0)
            std::generate_n(std::back_inserter(stream), random() % 64,
                            [&] { return static_cast<char>(random() % 256); });
    }
    return stream;
}

}  // namespace telemetryhub::engine

// SPDX-License-Identifier: GPL-3.0-or-later
// How quickly lines of text become blocks, beside what merely reads the same numbers.
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include "../bench_report.h"
#include "telemetryhub/engine/core/sample_writer.h"
#include "telemetryhub/engine/decode/decoder.h"

namespace {

using namespace telemetryhub::engine;
namespace bench = telemetryhub::bench;

constexpr std::size_t kColumns = 8;
constexpr std::size_t kLines = 500'000;
constexpr std::size_t kChunkBytes =
    std::size_t{64} * 1024;  // what one read of a busy link may bring
constexpr int kRepeats = 5;

/// A generator of its own, so that every run reads the same lines.
class Random {
public:
    std::uint32_t next() {
        m_state = m_state * 6364136223846793005U + 1442695040888963407U;
        return static_cast<std::uint32_t>(m_state >> 33);
    }
    double between(double low, double high) { return low + (high - low) * next() / 2147483648.0; }

private:
    std::uint64_t m_state = 42;
};

/// What sensor boards send: a time in ms, counts of a converter, and readings of two or three
/// decimals.
std::string typicalCsv() {
    Random random;
    std::string text;
    std::array<char, 160> line{};
    for (std::size_t i = 0; i < kLines; ++i) {
        const int length =
            std::snprintf(line.data(), line.size(), "%zu,%u,%.2f,%.2f,%.3f,%.3f,%u,%.1f\n",
                          1000 + i * 10, random.next() % 4096, random.between(18, 25),
                          random.between(30, 60), random.between(-2, 2), random.between(-2, 2),
                          random.next() % 1024, random.between(980, 1030));
        text.append(line.data(), static_cast<std::size_t>(length));
    }
    return text;
}

std::string typicalPlotter() {
    Random random;
    std::string text;
    std::array<char, 160> line{};
    for (std::size_t i = 0; i < kLines / 2; ++i) {
        const int length = std::snprintf(
            line.data(), line.size(), "temp:%.2f,hum:%.2f,ax:%.3f,ay:%.3f,az:%.3f,light:%u\n",
            random.between(18, 25), random.between(30, 60), random.between(-2, 2),
            random.between(-2, 2), random.between(-2, 2), random.next() % 1024);
        text.append(line.data(), static_cast<std::size_t>(length));
    }
    return text;
}

/// The plotter's readings in another notation, with printf's own places for them.
std::string typicalLines(const char* layout) {
    Random random;
    std::string text;
    std::array<char, 160> line{};
    for (std::size_t i = 0; i < kLines / 2; ++i) {
        const int length = std::snprintf(line.data(), line.size(), layout, random.between(18, 25),
                                         random.between(30, 60), random.between(-2, 2),
                                         random.between(-2, 2), random.between(-2, 2));
        text.append(line.data(), static_cast<std::size_t>(length));
    }
    return text;
}

void appendSentence(std::string& text, std::string_view body) {
    unsigned sum = 0;
    for (const char c : body)
        sum ^= static_cast<unsigned char>(c);
    std::array<char, 8> end{};
    std::snprintf(end.data(), end.size(), "*%02X\r\n", sum);
    text.append("$").append(body).append(end.data());
}

std::string typicalNmea() {
    Random random;
    std::string text;
    std::array<char, 160> body{};
    for (std::size_t i = 0; i < kLines / 4; ++i) {
        const double minutes = random.between(0, 59.9);
        std::snprintf(body.data(), body.size(),
                      "GNRMC,%06zu.00,A,44%08.5f,N,121%08.5f,W,%.3f,%.2f,180315,,,A", i % 86400,
                      minutes, minutes, random.between(0, 12), random.between(0, 360));
        appendSentence(text, body.data());
        std::snprintf(body.data(), body.size(),
                      "GNGGA,%06zu.00,44%08.5f,N,121%08.5f,W,1,12,0.91,%.1f,M,-21.3,M,,", i % 86400,
                      minutes, minutes, random.between(1000, 1200));
        appendSentence(text, body.data());
    }
    return text;
}

/// Counts what comes out and gives the blocks back, as the queue would.
class CountingReceiver final : public BlockReceiver {
public:
    void receive(BlockRef block) override { m_rows += block->size(); }
    [[nodiscard]] std::size_t rows() const { return m_rows; }

private:
    std::size_t m_rows = 0;
};

class CountingOutput final : public DecoderOutput {
public:
    using DecoderOutput::DecoderOutput;
    void textLine(std::string_view) override { ++m_others; }
    void damaged(DiscardReason, std::string_view) override { ++m_others; }
    [[nodiscard]] std::size_t others() const { return m_others; }

private:
    std::size_t m_others = 0;
};

std::size_t decodeAll(Format format, std::string_view text) {
    BlockPool pool;
    CountingReceiver receiver;
    SampleWriter writer(pool, DeviceId{1}, receiver);
    CountingOutput output(writer);
    const auto decoder = makeDecoder(format);
    decoder->begin(StreamStart::Boundary);
    for (std::size_t at = 0; at < text.size(); at += kChunkBytes)
        decoder->decode(text.substr(at, kChunkBytes), output);
    decoder->finish(StreamEnd::Complete, output);
    writer.flush();
    if (output.others() > 0) std::printf("  %zu lines were no data\n", output.others());
    return receiver.rows();
}

double sumByFromChars(const std::string& text) {
    double sum = 0;
    const char* at = text.data();
    const char* const end = at + text.size();
    while (at < end) {
        for (std::size_t i = 0; i < kColumns; ++i) {
            double value = 0;
            at = std::from_chars(at, end, value).ptr + 1;
            sum += value;
        }
    }
    return sum;
}

double sumByStrtod(const std::string& text) {
    double sum = 0;
    const char* at = text.c_str();
    const char* const end = at + text.size();
    while (at < end) {
        for (std::size_t i = 0; i < kColumns; ++i) {
            char* stop = nullptr;
            sum += std::strtod(at, &stop);
            at = stop + 1;
        }
    }
    return sum;
}

std::size_t countLineEnds(const std::string& text) {
    std::size_t lines = 0;
    const char* at = text.data();
    const char* const end = at + text.size();
    while (const void* found = std::memchr(at, '\n', static_cast<std::size_t>(end - at))) {
        ++lines;
        at = static_cast<const char*>(found) + 1;
    }
    return lines;
}

/// Million frames a second of decoding, and MB/s.
double benchDecoder(const char* what, Format format, const std::string& text, double baseline) {
    std::size_t rows = 0;
    const double seconds = bench::bestSecondsOf(kRepeats, [&] { rows = decodeAll(format, text); });
    const double rate = static_cast<double>(rows) / seconds / 1e6;
    if (baseline > 0)
        bench::report(what, rate, "M frames/s", "from_chars loop", baseline);
    else
        bench::report(what, rate, "M frames/s");
    bench::report("  the same in bytes", static_cast<double>(text.size()) / seconds / 1e6, "MB/s");
    return rate;
}

}  // namespace

int main() {
    const std::string csv = typicalCsv();
    const auto million = static_cast<double>(kLines) / 1e6;
    volatile double sink = 0;
    const double fromChars =
        million / bench::bestSecondsOf(kRepeats, [&] { sink = sumByFromChars(csv); });
    const double strtod =
        million / bench::bestSecondsOf(kRepeats, [&] { sink = sumByStrtod(csv); });
    const double scan = million / bench::bestSecondsOf(kRepeats, [&] {
                            sink = static_cast<double>(countLineEnds(csv));
                        });
    bench::report("std::from_chars alone, 8 columns", fromChars, "M lines/s");
    bench::report("strtod alone, 8 columns", strtod, "M lines/s", "from_chars loop", fromChars);
    bench::report("line ends alone", scan, "M lines/s", "from_chars loop", fromChars);

    benchDecoder("CSV into blocks, 8 columns", Format::Csv, csv, fromChars);
    benchDecoder("the same, format found by itself", Format::Auto, csv, fromChars);
    benchDecoder("Serial Plotter, 6 labels", Format::Plotter, typicalPlotter(), 0);
    benchDecoder(
        "JSON Lines, 5 numbers", Format::Json,
        typicalLines("{\"temp\":%.2f,\"hum\":%.2f,\"imu\":{\"x\":%.3f,\"y\":%.3f,\"z\":%.3f}}\n"),
        0);
    benchDecoder("key=value, 5 pairs", Format::KeyValue,
                 typicalLines("temp=%.2fC hum=%.2f%% ax=%.3f ay=%.3f az=%.3f\n"), 0);
    benchDecoder("Teleplot, 5 values of one name", Format::Teleplot,
                 typicalLines(">imu:%.2f;%.2f;%.3f;%.3f;%.3f\n"), 0);
    benchDecoder("NMEA 0183, RMC and GGA", Format::Nmea, typicalNmea(), 0);
    return 0;
}

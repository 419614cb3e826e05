// SPDX-License-Identifier: GPL-3.0-or-later
// How quickly bytes become blocks, beside what merely reads the same numbers or copies the bytes.
#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

#include "../bench_report.h"
#include "inputs.h"
#include "telemetryhub/engine/core/sample_writer.h"
#include "telemetryhub/engine/decode/decoder.h"

namespace {

using namespace telemetryhub::engine;
namespace bench = telemetryhub::bench;

constexpr std::size_t kChunkBytes =
    std::size_t{64} * 1024;  // what one read of a busy link may bring
constexpr int kRepeats = 5;

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

std::size_t decodeAll(const DecodeSettings& settings, std::string_view text) {
    BlockPool pool;
    CountingReceiver receiver;
    SampleWriter writer(pool, DeviceId{1}, receiver);
    CountingOutput output(writer);
    const auto decoder = makeDecoder(settings);
    decoder->begin(StreamStart::Boundary);
    for (std::size_t at = 0; at < text.size(); at += kChunkBytes)
        decoder->decode(text.substr(at, kChunkBytes), output);
    decoder->finish(StreamEnd::Complete, output);
    writer.flush();
    if (output.others() > 0) std::printf("  %zu lines were no data, or damaged\n", output.others());
    return receiver.rows();
}

double sumByFromChars(const std::string& text) {
    double sum = 0;
    const char* at = text.data();
    const char* const end = at + text.size();
    while (at < end) {
        for (std::size_t i = 0; i < bench::kCsvColumns; ++i) {
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
        for (std::size_t i = 0; i < bench::kCsvColumns; ++i) {
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

/// Every number of a text, whatever stands between them.
double sumOfNumbers(std::string_view text) {
    double sum = 0;
    const char* at = text.data();
    const char* const end = at + text.size();
    while (at != end) {
        const bool digit = *at >= '0' && *at <= '9';
        double value = 0;
        const char* const stop = digit ? std::from_chars(at, end, value).ptr : at;
        sum += value;
        at = std::max(stop, at + 1);
    }
    return sum;
}

/// Copies as a reader would, one chunk after the other into the same place.
std::size_t copyChunks(std::string_view bytes, std::string& target) {
    std::size_t sum = 0;
    for (std::size_t at = 0; at < bytes.size(); at += kChunkBytes) {
        target.assign(bytes.substr(at, kChunkBytes));
        sum += static_cast<unsigned char>(target.back());
    }
    return sum;
}

struct Baseline {
    const char* name;
    double megabytesPerSecond;  ///< 0: nothing to compare with
};

/// Million frames a second of decoding, beside what the baseline would do with the same bytes.
double benchDecoder(const std::string& what, const DecodeSettings& settings,
                    const std::string& bytes, Baseline baseline) {
    std::size_t rows = 0;
    const double seconds =
        bench::bestSecondsOf(kRepeats, [&] { rows = decodeAll(settings, bytes); });
    const double rate = static_cast<double>(rows) / seconds / 1e6;
    const double megabytes = static_cast<double>(bytes.size()) / 1e6;
    const double baselineRate =
        static_cast<double>(rows) / 1e6 / (megabytes / baseline.megabytesPerSecond);
    bench::report(what.c_str(), rate, "M frames/s", baseline.name, baselineRate);
    bench::report("  the same in bytes", megabytes / seconds, "MB/s");
    return rate;
}

template <typename Work>
double megabytesPerSecond(const std::string& bytes, Work&& work) {
    return static_cast<double>(bytes.size()) / 1e6 /
           bench::bestSecondsOf(kRepeats, std::forward<Work>(work));
}

}  // namespace

int main() {
    const std::string csv = bench::typicalCsv();
    const auto million = static_cast<double>(bench::kCsvLines) / 1e6;
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

    const Baseline csvBaseline{"from_chars loop",
                               fromChars / million * static_cast<double>(csv.size()) / 1e6};
    const double csvRate =
        benchDecoder("CSV into blocks, 8 columns", Format::Csv, csv, csvBaseline);
    benchDecoder("the same, format found by itself", Format::Auto, csv, csvBaseline);
    for (const bench::DecodeInput& input : bench::textInputs()) {
        const double numbers =
            megabytesPerSecond(input.bytes, [&] { sink = sumOfNumbers(input.bytes); });
        benchDecoder(input.name, input.settings, input.bytes, {"its bare numbers", numbers});
    }
    std::string copy;
    for (const bench::DecodeInput& input : bench::binaryInputs()) {
        const double copied = megabytesPerSecond(
            input.bytes, [&] { sink = static_cast<double>(copyChunks(input.bytes, copy)); });
        const double rate =
            benchDecoder(input.name, input.settings, input.bytes, {"a copy", copied});
        bench::report("  beside text of 8 columns", rate, "M frames/s", "CSV into blocks", csvRate);
    }
    return 0;
}

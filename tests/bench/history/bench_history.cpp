// SPDX-License-Identifier: GPL-3.0-or-later
// What a sample costs on its way into the history, and what a picture costs on its way out.
#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "bench_report.h"
#include "telemetryhub/engine/history/history.h"

namespace {

using namespace telemetryhub;
using namespace telemetryhub::engine;

constexpr DeviceId kDevice{1};
constexpr std::int64_t kStepNs = 1'000;
constexpr std::size_t kColumns = 1'200;
constexpr std::size_t kAmple = std::size_t{16} << 30;

ChannelSetPtr channelsNamed(std::size_t count) {
    std::vector<Channel> channels(count);
    for (std::size_t i = 0; i < count; ++i)
        channels[i].name = std::to_string(i);
    return std::make_shared<ChannelSet>(std::move(channels));
}

BlockRef makeBlock(BlockPool& pool, std::size_t channels, std::int64_t first) {
    const ChannelSetPtr set = channelsNamed(channels);
    const BlockRef block = pool.acquire(kDevice, static_cast<Sequence>(first + 1), set);
    std::vector<double> values(channels);
    for (std::int64_t i = first; !block->full(); ++i) {
        for (std::size_t c = 0; c < channels; ++c)
            values[c] = std::sin(static_cast<double>(i) * 0.01 + static_cast<double>(c));
        block.writable().append({i * kStepNs, i * kStepNs}, values);
    }
    return block;
}

/// A few blocks that stay in the processor's cache, as those of a running pool do.
struct HotBlocks {
    HotBlocks(BlockPool& pool, std::size_t channels) : rounds(1'000'000 / 256 / channels) {
        for (std::int64_t i = 0; i < 8; ++i)
            blocks.push_back(makeBlock(pool, channels, i * 256));
    }
    template <typename Consume>
    double secondsPerValue(Consume&& consume) const {
        const double seconds = bench::secondsOf([&] {
            for (std::size_t round = 0; round < rounds; ++round)
                for (const BlockRef& block : blocks)
                    consume(block);
        });
        const std::size_t samples = rounds * blocks.size() * 256;
        return seconds / static_cast<double>(samples * blocks.front()->channelCount());
    }

    std::vector<BlockRef> blocks;
    std::size_t rounds;
};

/// The same columns in plain vectors.
struct PlainColumns {
    explicit PlainColumns(std::size_t channels) : values(channels) {}
    void consume(const SampleBlock& block) {
        times.insert(times.end(), block.steadyNs().begin(), block.steadyNs().end());
        for (std::size_t c = 0; c < values.size(); ++c) {
            const std::span<const double> column = block.column(c);
            values[c].insert(values[c].end(), column.begin(), column.end());
        }
    }
    std::vector<std::int64_t> times;
    std::vector<std::vector<double>> values;
};

void benchAppend(std::size_t channels) {
    BlockPool pool;
    const HotBlocks hot(pool, channels);
    double store = std::numeric_limits<double>::infinity();
    double plain = store;
    for (int round = 0; round < 5; ++round) {
        History history(kAmple);
        store =
            std::min(store, hot.secondsPerValue([&](const BlockRef& b) { history.consume(b); }));
        PlainColumns vectors(channels);
        plain =
            std::min(plain, hot.secondsPerValue([&](const BlockRef& b) { vectors.consume(*b); }));
    }
    const std::string what = "append, " + std::to_string(channels) + " channels";
    bench::report(what.c_str(), store * 1e9, "ns/value", "vectors", plain * 1e9);
}

void benchSteadyAppend(std::size_t channels) {
    BlockPool pool;
    const HotBlocks hot(pool, channels);
    History history(std::size_t{64} << 20);
    double best = std::numeric_limits<double>::infinity();
    for (int round = 0; round < 8; ++round)
        best = std::min(best, hot.secondsPerValue([&](const BlockRef& b) { history.consume(b); }));
    const std::string what = "append at the budget, " + std::to_string(channels) + " channels";
    bench::report(what.c_str(), best * 1e9, "ns/value");
}

/// What a picture costs without a pyramid: every sample is looked at.
double scanSeconds(std::size_t samples) {
    std::vector<double> values(samples);
    for (std::size_t i = 0; i < samples; ++i)
        values[i] = static_cast<double>(i % 1'000);
    std::vector<HistoryColumn> columns(kColumns);
    return bench::bestSecondsOf(3, [&] {
        for (std::size_t i = 0; i < samples; ++i) {
            HistoryColumn& column = columns[i * kColumns / samples];
            column.min = std::min(column.min, values[i]);
            column.max = std::max(column.max, values[i]);
            column.last = values[i];
        }
    });
}

void fill(History& history, std::size_t channels, std::size_t samples) {
    BlockPool pool;
    for (std::size_t i = 0; i < samples; i += 256)
        history.consume(makeBlock(pool, channels, static_cast<std::int64_t>(i)));
}

void benchColumns(const char* what, std::size_t samples) {
    History history(kAmple);
    fill(history, 1, samples);
    std::vector<HistoryColumn> columns(kColumns);
    const std::int64_t step =
        static_cast<std::int64_t>(samples) * kStepNs / static_cast<std::int64_t>(kColumns);
    const auto draw = [&] { history.columns(kDevice, 0, 0, step, columns); };
    const double cold = bench::secondsOf(draw);
    const double warm = bench::bestSecondsOf(20, draw);
    const double scan = scanSeconds(samples);
    bench::report(what, warm * 1e3, "ms", "scan", scan * 1e3);
    bench::report("  the first time", cold * 1e3, "ms");
}

void benchLiveUpdate() {
    constexpr std::size_t kChannels = 16;
    constexpr std::size_t kSamples = 1'000'000;
    History history(kAmple);
    fill(history, kChannels, kSamples);
    std::vector<HistoryColumn> columns(2);
    constexpr std::int64_t kStep = static_cast<std::int64_t>(kSamples) * kStepNs / 1'200;
    const double seconds = bench::bestSecondsOf(50, [&] {
        for (std::size_t channel = 0; channel < kChannels; ++channel)
            history.columns(kDevice, channel, kStep * 1'198, kStep, columns);
    });
    bench::report("live update: 2 of 1 200 columns of 16 channels", seconds * 1e6, "us");
}

}  // namespace

int main() {
    for (const std::size_t channels : {std::size_t{1}, std::size_t{8}, std::size_t{16}}) {
        benchAppend(channels);
        benchSteadyAppend(channels);
    }
    benchColumns("1 200 columns over 1 M samples", 1'000'000);
    benchColumns("1 200 columns over 100 M samples", 100'000'000);
    benchLiveUpdate();
}

// SPDX-License-Identifier: GPL-3.0-or-later
// What a row of live CSV costs, beside the numbers alone; what a blob costs, beside a copy; what a
// session file costs.
#include <charconv>
#include <cmath>
#include <cstdio>
#include <limits>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "bench_blobs.h"
#include "bench_report.h"
#include "bench_sessions.h"
#include "counting_target.h"
#include "support/patient_gate.h"
#include "telemetryhub/engine/record/csv_format.h"
#include "telemetryhub/engine/record/csv_recorder.h"
#include "telemetryhub/engine/record/csv_target.h"
#include "telemetryhub/engine/record/csv_writer.h"

namespace {

using namespace telemetryhub;
using namespace telemetryhub::engine;

constexpr DeviceId kDevice{1};
constexpr std::size_t kChannels = 8;
constexpr std::size_t kBlocks = 2'000;
constexpr const char* kPath = "bench_record.csv";

enum class Values { ThreeDecimals, AllDigits };

std::vector<BlockRef> makeBlocks(BlockPool& pool, Values kind) {
    std::vector<Channel> channels(kChannels);
    for (std::size_t i = 0; i < kChannels; ++i)
        channels[i].name = std::to_string(i);
    const auto set = std::make_shared<ChannelSet>(std::move(channels));
    std::mt19937_64 random(1);
    std::uniform_real_distribution<> spread(-1'000, 1'000);
    std::vector<BlockRef> blocks;
    Sequence next = 1;
    for (int i = 0; i < 16; ++i) {
        blocks.push_back(pool.acquire(kDevice, next, set));
        for (; !blocks.back()->full(); ++next) {
            double values[kChannels];
            for (double& value : values) {
                value = spread(random);
                if (kind == Values::ThreeDecimals) value = std::round(value * 1e3) / 1e3;
            }
            const auto time = static_cast<std::int64_t>(next) * 100'000;
            blocks.back().writable().append({time, 1'700'000'000'000'000'000 + time}, values);
        }
    }
    return blocks;
}

double secondsOfNumbers(const std::vector<BlockRef>& blocks) {
    std::vector<char> out(64'000);
    return bench::bestSecondsOf(5, [&] {
        for (std::size_t i = 0; i < kBlocks; ++i) {
            const SampleBlock& block = *blocks[i % blocks.size()];
            char* at = out.data();
            for (std::size_t row = 0; row < block.size(); ++row) {
                if (at > out.data() + 60'000) at = out.data();
                for (std::size_t c = 0; c < kChannels; ++c) {
                    at = std::to_chars(at, at + kMaxNumberLength, block.column(c)[row]).ptr;
                    *at++ = ',';
                }
            }
        }
    });
}

double secondsOfWriter(const std::vector<BlockRef>& blocks) {
    return bench::bestSecondsOf(5, [&] {
        bench::CountingTarget sink;
        CsvWriter writer(sink, {});
        for (std::size_t i = 0; i < kBlocks; ++i)
            if (!writer.add(blocks[i % blocks.size()])) return;
        static_cast<void>(writer.finish());
    });
}

/// Through the queue and the thread into a file that is synced at the end.
double secondsOfRecorder(const std::vector<BlockRef>& blocks) {
    return bench::bestSecondsOf(3, [&] {
        std::remove(kPath);
        CsvRecorderSettings settings;
        settings.path = kPath;
        PatientGate gate;
        settings.gate = &gate;
        auto recorder = CsvRecorder::create(std::move(settings));
        if (!recorder) return;
        recorder.value()->addDevice({kDevice, "bench", {}, {}, true});
        for (std::size_t i = 0; i < kBlocks; ++i) {
            gate.wait();
            recorder.value()->consume(blocks[i % blocks.size()]);
        }
        static_cast<void>(recorder.value()->finish());
    });
}

void run(const char* what, Values kind) {
    BlockPool pool;
    const std::vector<BlockRef> blocks = makeBlocks(pool, kind);
    const double millions = static_cast<double>(kBlocks * SampleBlock::kCapacity) / 1e6;
    const double numbers = millions / secondsOfNumbers(blocks);
    const std::string rows = std::string("rows of 8 columns, ") + what;
    bench::report(rows.c_str(), millions / secondsOfWriter(blocks), "M/s", "to_chars", numbers);
    const std::string recorded = std::string("the same to a synced file, ") + what;
    bench::report(recorded.c_str(), millions / secondsOfRecorder(blocks), "M/s", "to_chars",
                  numbers);
}

}  // namespace

int main() {
    run("3 decimals", Values::ThreeDecimals);
    run("all digits", Values::AllDigits);
    bench::runBlobs();
    bench::runSessions();
    std::remove(kPath);
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench_blobs.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstring>
#include <random>
#include <string>
#include <vector>

#include "bench_report.h"
#include "record/blob_coder.h"

namespace telemetryhub::bench {
namespace {

using engine::BlobCoder;

constexpr std::size_t kCount = 4096;
constexpr int kCalls = 200;  // a measurement
constexpr int kRepeats = 10;

/// Millions of values a second of `call`, which handles one column.
template <typename Call>
double speedOf(Call&& call) {
    const double seconds = bestSecondsOf(kRepeats, [&] {
        for (int i = 0; i < kCalls; ++i)
            call();
    });
    return static_cast<double>(kCount) * kCalls / seconds / 1e6;
}

template <typename Make>
void runColumn(const std::string& what, Make&& make) {
    std::vector<double> values(kCount);
    std::generate(values.begin(), values.end(), make);
    std::vector<double> back(kCount);
    BlobCoder coder;
    const std::string blob(coder.packValues(values));
    const double copy = speedOf([&] {
        std::memcpy(back.data(), values.data(), kCount * sizeof(double));
        std::atomic_signal_fence(std::memory_order_seq_cst);  // keeps the copy
    });
    std::size_t packed = 0;
    report(("pack " + what).c_str(), speedOf([&] { packed += coder.packValues(values).size(); }),
           "M values/s", "memcpy", copy);
    bool intact = packed > 0;
    report(("unpack " + what).c_str(),
           speedOf([&] { intact = coder.unpackValues(blob, back) && intact; }), "M values/s",
           "memcpy", copy);
    report(("size of " + what).c_str(), static_cast<double>(blob.size()) / kCount,
           intact ? "bytes/value" : "bytes/value, and it is DAMAGED");
}

}  // namespace

void runBlobs() {
    std::mt19937_64 random(1);
    std::uniform_real_distribution<> spread(-1'000, 1'000);
    int at = 2048;
    const auto noise = [&] { return static_cast<double>(random() % 4096); };
    runColumn("12-bit noise", noise);
    runColumn("a 12-bit walk", [&] {
        at = std::clamp(at + static_cast<int>(random() % 33) - 16, 0, 4095);
        return at;
    });
    runColumn("3 decimals", [&] { return std::round(spread(random) * 1e3) / 1e3; });
    runColumn("scaled by 0.1 and 7.5", [&] { return noise() * 0.1 + 7.5; });
    runColumn("all digits", [&] { return spread(random); });
}

}  // namespace telemetryhub::bench

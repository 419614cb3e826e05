// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench_sessions.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

#include "bench_report.h"
#include "counting_target.h"
#include "support/patient_gate.h"
#include "telemetryhub/engine/record/csv_writer.h"
#include "telemetryhub/engine/record/session_export.h"
#include "telemetryhub/engine/record/session_recorder.h"
#include "telemetryhub/engine/record/session_view.h"
#include "telemetryhub/engine/record/session_writer.h"

namespace telemetryhub::bench {
namespace {

using namespace telemetryhub::engine;

constexpr DeviceId kSource{1};
constexpr std::int64_t kStepNs = 100'000;
constexpr std::chrono::milliseconds kInterval{200};
constexpr std::size_t kRowsPerBlock = SampleBlock::kCapacity;
constexpr std::size_t kColumns = 8;
constexpr double kMega = 1e6;

/// A folder that is removed with everything in it.
class ScratchFolder {
public:
    ScratchFolder() {
        char name[] = "bench_record.XXXXXX";
        if (mkdtemp(name) == nullptr) std::exit(1);
        m_path = name;
    }
    ~ScratchFolder() {
        std::error_code failed;
        std::filesystem::remove_all(m_path, failed);
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    [[nodiscard]] std::string file(const char* name) const { return m_path + '/' + name; }

private:
    std::string m_path;
};

template <typename Value>
Value orExit(Result<Value> result) {
    if (result) return std::move(result).value();
    std::fprintf(stderr, "%s\n", result.error().detail.c_str());
    std::exit(1);
}

void orExit(const Result<void>& done) {
    if (done) return;
    std::fprintf(stderr, "%s\n", done.error().detail.c_str());
    std::exit(1);
}

/// What a device sends: rows of numbers that were drawn before, over and over.
class Source {
public:
    template <typename Draw>
    Source(std::size_t columns, Draw&& draw) : m_columns(columns) {
        m_values.resize(columns * kPeriod);
        for (double& value : m_values)
            value = draw();
        std::vector<Channel> channels(columns);
        for (std::size_t i = 0; i < columns; ++i)
            channels[i].name = "value " + std::to_string(i);
        m_set = std::make_shared<const ChannelSet>(std::move(channels));
    }

    [[nodiscard]] BlockRef next() {
        BlockRef block = m_pool.acquire(kSource, m_next, m_set);
        SampleBlock& rows = block.writable();
        for (; !rows.full(); ++m_next) {
            const std::int64_t time = static_cast<std::int64_t>(m_next) * kStepNs;
            const double* const values = &m_values[m_next % kPeriod * m_columns];
            rows.append({time, 1'700'000'000'000'000'000 + time}, {values, m_columns});
        }
        return block;
    }

private:
    static constexpr std::size_t kPeriod = 40'000;

    BlockPool m_pool;
    std::size_t m_columns;
    std::vector<double> m_values;
    ChannelSetPtr m_set;
    Sequence m_next = 1;
};

Source threeDecimals() {
    return {kColumns, [random = std::mt19937_64(1)]() mutable {
                return std::round(static_cast<double>(random() % 2'000'000) - 1e6) / 1e3;
            }};
}

Source allDigits() {
    return {kColumns, [random = std::mt19937_64(1)]() mutable {
                return std::uniform_real_distribution<>(-1'000, 1'000)(random);
            }};
}

Source twelveBitWalk(std::size_t columns) {
    return {columns, [random = std::mt19937_64(1), value = 2'048]() mutable {
                value += static_cast<int>(random() % 17) - 8;
                value = std::clamp(value, 0, 4'095);
                return value;
            }};
}

/// The limit: the doubles as they are, synced as often.
double secondsOfRawWrites(Source source, std::size_t blocks, const std::string& path) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    const double seconds = secondsOf([&] {
        auto nextSync = std::chrono::steady_clock::now() + kInterval;
        for (std::size_t i = 0; i < blocks; ++i) {
            const BlockRef block = source.next();
            for (std::size_t column = 0; column < block->channels()->size(); ++column) {
                const auto values = block->column(column);
                if (::write(file, values.data(), values.size_bytes()) < 0) std::exit(1);
            }
            if (std::chrono::steady_clock::now() < nextSync) continue;
            fdatasync(file);
            nextSync += kInterval;
        }
        fdatasync(file);
    });
    ::close(file);
    std::filesystem::remove(path);
    return seconds;
}

struct Recorded {
    double seconds = 0;
    double bytes = 0;
};

Recorded record(Source source, std::size_t blocks, const std::string& path) {
    SessionRecorderSettings settings;
    settings.path = path;
    settings.commitInterval = kInterval;
    PatientGate gate;
    settings.gate = &gate;
    const SystemClock clock;
    auto recorder = orExit(SessionRecorder::create(settings, clock));
    recorder->addDevice({kSource, "bench", "sim:bench", {}, true});
    Recorded recorded;
    recorded.seconds = secondsOf([&] {
        for (std::size_t i = 0; i < blocks; ++i) {
            gate.wait();
            recorder->consume(source.next());
        }
        orExit(recorder->finish());
    });
    if (recorder->snapshot().durable != blocks * kRowsPerBlock) std::exit(1);
    recorded.bytes = static_cast<double>(std::filesystem::file_size(path));
    return recorded;
}

template <typename Make>
void benchRecording(const char* what, Make&& make, const ScratchFolder& folder) {
    constexpr std::size_t kBlocks = 16'000;
    constexpr double kValues = static_cast<double>(kBlocks * kRowsPerBlock * kColumns);
    double raw = 1e9;
    Recorded best{1e9, 0};
    for (int i = 0; i < 2; ++i) {
        raw = std::min(raw, secondsOfRawWrites(make(), kBlocks, folder.file("raw")));
        const std::string path = folder.file("recorded.thub");
        const Recorded recorded = record(make(), kBlocks, path);
        if (recorded.seconds < best.seconds) best = recorded;
        std::filesystem::remove(path);
    }
    report((std::string("record 8 columns, durable, ") + what).c_str(),
           kValues / best.seconds / kMega, "M values/s", "write() + fdatasync",
           kValues / raw / kMega);
    report("  the same", best.bytes / kValues, "bytes/value");
}

/// Without the queue and the thread of a recorder.
void write(Source source, std::size_t blocks, const std::string& path) {
    constexpr std::size_t kBlocksPerCommit = 4'000;
    auto writer = orExit(SessionWriter::create(path, {ReadTime{1, 1}, "bench", {}}));
    orExit(writer->addDevice({kSource, "bench", "sim:bench", {}, true}));
    for (std::size_t i = 0; i < blocks; ++i) {
        orExit(writer->add(*source.next()));
        if (i % kBlocksPerCommit != 0) continue;
        orExit(writer->commit({1, 1}));
        orExit(writer->tidy());
    }
    orExit(writer->finish({1, 1}));
}

void benchExport(const ScratchFolder& folder) {
    constexpr std::size_t kBlocks = 8'000;
    constexpr double kMillions = static_cast<double>(kBlocks * kRowsPerBlock) / kMega;
    const std::string path = folder.file("export.thub");
    write(threeDecimals(), kBlocks, path);
    const double writer = bestSecondsOf(3, [&] {
        CountingTarget target;
        CsvWriter csv(target, {});
        Source source = threeDecimals();
        for (std::size_t i = 0; i < kBlocks; ++i)
            orExit(csv.add(source.next()));
        orExit(csv.finish());
    });
    const auto exported = [&](auto&& makeTarget) {
        return bestSecondsOf(3, [&] {
            const auto session = orExit(SessionReader::open(path));
            const auto target = makeTarget();
            if (orExit(exportSession(*session, *target, {})) != kBlocks * kRowsPerBlock)
                std::exit(1);
        });
    };
    const double nowhere = exported([] { return std::make_unique<CountingTarget>(); });
    report("export rows of 8 columns", kMillions / nowhere, "M rows/s", "CSV writer alone",
           kMillions / writer);
    const double synced = exported([&] {
        std::filesystem::remove(folder.file("export.csv"));
        return orExit(openCsvTarget(folder.file("export.csv")));
    });
    report("  into a synced file", kMillions / synced, "M rows/s", "CSV writer alone",
           kMillions / writer);
}

double secondsOfEveryValue(const std::string& path) {
    const auto session = orExit(SessionReader::open(path));
    std::vector<double> values;
    return secondsOf([&] {
        for (const StoredChunk& chunk : session->chunks(kSource))
            session->readValues(kSource, chunk, 0, values);
    });
}

void benchOverview(const ScratchFolder& folder) {
    constexpr std::size_t kBlocks = 100'000'000 / kRowsPerBlock;
    const std::string path = folder.file("long.thub");
    write(twelveBitWalk(1), kBlocks, path);
    const double every = secondsOfEveryValue(path) * 1e3;
    const auto view = orExit(SessionView::open(path));
    const TimeSpan all = *view->extent(kSource);
    std::vector<HistoryColumn> columns(1'200);
    const auto show = [&](std::int64_t fromNs, std::int64_t lengthNs) {
        return 1e3 * secondsOf([&] {
                   view->columns(kSource, 0, fromNs,
                                 lengthNs / static_cast<std::int64_t>(columns.size()), columns);
               });
    };
    const std::int64_t length = all.toNs - all.fromNs;
    report("1 200 columns over 100 M recorded samples", show(all.fromNs, length), "ms",
           "reading every value", every);
    report("  once more", show(all.fromNs, length), "ms", "reading every value", every);
    report("  a thirtieth of it", show(all.fromNs + length / 3, length / 30), "ms",
           "reading every value", every);
    report("  a thousandth of it", show(all.fromNs + length / 2, length / 1000), "ms",
           "reading every value", every);
}

double secondsToRead(const std::string& path) {
    std::vector<char> buffer(std::size_t{1} << 20);
    const int file = ::open(path.c_str(), O_RDONLY);
    const double seconds = secondsOf([&] {
        while (::read(file, buffer.data(), buffer.size()) > 0) {
        }
    });
    ::close(file);
    return seconds;
}

void benchOpening(const ScratchFolder& folder) {
    constexpr std::size_t kBlocks = 70'000;
    const std::string path = folder.file("large.thub");
    write(allDigits(), kBlocks, path);
    const double raw = secondsToRead(path);
    const double seconds = bestSecondsOf(3, [&] { (void)orExit(SessionReader::open(path)); });
    const double gigabytes = static_cast<double>(std::filesystem::file_size(path)) / 1e9;
    report("opening a large session", seconds * 1e3, "ms", "read() of it", raw * 1e3);
    report("  its size", gigabytes, "GB");
}

/// By every write of this process, whatever the disk makes of it.
double bytesWritten() {
    std::ifstream io("/proc/self/io");
    for (std::string key; io >> key;) {
        double value = 0;
        io >> value;
        if (key == "wchar:") return value;
    }
    return 0;
}

/// Of two hours of a device at 10 Hz, on a clock of its own.
double bytesOfSlowDevice(const std::string& path) {
    constexpr std::size_t kSlowColumns = 4;
    constexpr std::int64_t kSecond = 1'000'000'000;
    constexpr std::int64_t kEndNs = 7'200 * kSecond;
    BlockPool pool;
    std::vector<Channel> channels(kSlowColumns);
    for (std::size_t i = 0; i < channels.size(); ++i)
        channels[i].name = "value " + std::to_string(i);
    const auto set = std::make_shared<const ChannelSet>(std::move(channels));
    NamedCounts counts;
    for (int i = 0; i < 30; ++i)
        counts.emplace_back("counter_number_" + std::to_string(i), 0);
    std::mt19937_64 random(1);
    auto writer = orExit(SessionWriter::create(path, {ReadTime{0, 0}, "bench", {}}));
    orExit(writer->addDevice({kSource, "bench", "sim:bench", {}}));
    orExit(writer->commit({0, 0}));
    const double before = bytesWritten();
    for (std::int64_t now = 0; now < kEndNs; now += kInterval.count() * 1'000'000) {
        BlockRef block = pool.acquire(kSource, static_cast<Sequence>(now / 100'000'000 + 1), set);
        for (int row = 0; row < 2; ++row) {
            double values[kSlowColumns];
            for (double& value : values)
                value = std::round(static_cast<double>(random() % 2'000'000) - 1e6) / 1e3;
            const std::int64_t time =
                now + row * 100'000'000 + static_cast<std::int64_t>(random() % 1'000'000);
            block.writable().append({time, 1'700'000'000'000'000'000 + time}, values);
        }
        orExit(writer->add(*block));
        if (now % (10 * kSecond) == 0) {
            for (auto& [name, value] : counts)
                value += 100;
            orExit(writer->setCounts(kSource, counts));
        }
        orExit(writer->commit({now, now}));
        orExit(writer->tidy());
    }
    orExit(writer->finish({kEndNs, kEndNs}));
    return bytesWritten() - before;
}

void benchSlowDevice(const ScratchFolder& folder) {
    constexpr double kDays = 1.0 / 12;
    // What two pages of the log for each commit, copied into the file later, took of this.
    constexpr double kPagesMegabytesADay = 4'861;
    const std::string path = folder.file("slow.thub");
    const double bytes = bytesOfSlowDevice(path);
    report("written for 4 columns at 10 Hz", bytes / kDays / kMega, "MB/day", "pages each",
           kPagesMegabytesADay);
    std::filesystem::remove(path);
}

}  // namespace

void runSessions() {
    const ScratchFolder folder;
    benchSlowDevice(folder);
    benchRecording("3 decimals", threeDecimals, folder);
    benchRecording(
        "12-bit walk", [] { return twelveBitWalk(kColumns); }, folder);
    benchExport(folder);
    benchOverview(folder);
    benchOpening(folder);
}

}  // namespace telemetryhub::bench

// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/csv_session.h"

#include <map>
#include <memory>
#include <vector>

#include "telemetryhub/engine/record/session_writer.h"

namespace telemetryhub::ui {
namespace {

using engine::BlockRef;
using engine::DeviceId;
using engine::ReadTime;
using engine::Result;

constexpr std::int64_t kInventedStepNs = 1'000'000'000;
/// A transaction of an import is no larger than this, because its log lies beside the file.
constexpr std::uint64_t kCommitSamples = 1'000'000;

/// Writes what an import hands on. The file begins with the first sample, whose time it is dated
/// by.
class SessionSink final : public engine::CsvImportSink {
public:
    SessionSink(std::string path, engine::BlockPool& pool)
        : m_path(std::move(path)), m_pool(pool) {}

    void device(DeviceId id, const std::string& name) override {
        m_waiting.push_back({id, name, {}, {}});
    }

    Result<void> block(const BlockRef& given) override {
        const BlockRef block = timed(given);
        m_newest = {block->steadyNs().back(), block->wallNs().back()};
        if (!m_writer)
            if (auto begun = begin({block->steadyNs().front(), block->wallNs().front()}); !begun)
                return begun;
        for (const engine::SessionDevice& device : m_waiting)
            if (auto added = m_writer->addDevice(device); !added) return added;
        m_waiting.clear();
        if (auto added = m_writer->add(*block); !added) return added;
        m_uncommitted += block->size();
        if (m_uncommitted < kCommitSamples) return {};
        m_uncommitted = 0;
        return m_writer->commit(m_newest);
    }

    Result<void> finish() {
        if (!m_writer)
            if (auto begun = begin({0, 0}); !begun) return begun;
        for (const engine::SessionDevice& device : m_waiting)
            if (auto added = m_writer->addDevice(device); !added) return added;
        return m_writer->finish(m_newest);
    }

    [[nodiscard]] std::uint64_t untimed() const { return m_untimed; }

private:
    Result<void> begin(const ReadTime& time) {
        auto created = engine::SessionWriter::create(m_path, {time, "CSV", {}});
        if (!created) return created.error();
        m_writer = std::move(created).value();
        return {};
    }

    [[nodiscard]] static bool hasAllTimes(const engine::SampleBlock& block) {
        for (const std::int64_t time : block.steadyNs())
            if (time == engine::kUnknownTime.steadyNs) return false;
        return true;
    }

    [[nodiscard]] BlockRef timed(const BlockRef& block) {
        ReadTime& last = m_last[block->device()];
        if (hasAllTimes(*block)) {
            last = {block->steadyNs().back(), block->wallNs().back()};
            return block;
        }
        BlockRef copy = m_pool.acquire(block->device(), block->firstSequence(), block->channels());
        std::vector<double> row(block->channelCount());
        for (std::size_t i = 0; i < block->size(); ++i) {
            const ReadTime time{block->steadyNs()[i], block->wallNs()[i]};
            const bool isKnown = time.steadyNs != engine::kUnknownTime.steadyNs;
            last = isKnown
                       ? time
                       : ReadTime{last.steadyNs + kInventedStepNs, last.wallNs + kInventedStepNs};
            m_untimed += isKnown ? 0 : 1;
            for (std::size_t channel = 0; channel < row.size(); ++channel)
                row[channel] = block->column(channel)[i];
            copy.writable().append(last, row);
        }
        return copy;
    }

    const std::string m_path;
    engine::BlockPool& m_pool;
    std::unique_ptr<engine::SessionWriter> m_writer;
    std::vector<engine::SessionDevice> m_waiting;
    std::map<DeviceId, ReadTime> m_last;
    ReadTime m_newest{0, 0};
    std::uint64_t m_uncommitted = 0;
    std::uint64_t m_untimed = 0;
};

}  // namespace

Result<CsvSession> importIntoSession(const std::string& csvPath, const std::string& sessionPath,
                                     const engine::CsvProgress& progress) {
    engine::BlockPool pool;
    SessionSink sink(sessionPath, pool);
    auto summary = engine::importCsv(csvPath, pool, sink, progress);
    if (!summary) return summary.error();
    if (auto finished = sink.finish(); !finished) return finished.error();
    return CsvSession{std::move(summary).value(), sink.untimed()};
}

}  // namespace telemetryhub::ui

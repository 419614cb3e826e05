// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/record/session_export.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "record/csv_time.h"
#include "telemetryhub/engine/record/csv_target.h"
#include "telemetryhub/engine/record/sample_columns.h"

namespace telemetryhub::engine {

namespace {

constexpr std::uint64_t kProgressSamples = 100'000;
constexpr std::int64_t kNsPerSecond = 1'000'000'000;

/// The samples of one device, one after the other.
class DeviceCursor {
public:
    /// Null when the device has none of the channels; without any it may still have samples.
    [[nodiscard]] static std::unique_ptr<DeviceCursor> make(SessionReader& session,
                                                            const RecordedDeviceInfo& info,
                                                            const SessionExport& what) {
        std::vector<std::size_t> numbers;
        std::vector<Channel> chosen;
        for (std::size_t i = 0; i < info.channels->size(); ++i) {
            const Channel& channel = (*info.channels)[i];
            const auto& names = what.channels;
            if (!names.empty() &&
                std::find(names.begin(), names.end(), channel.name) == names.end())
                continue;
            numbers.push_back(i);
            chosen.push_back(channel);
        }
        if (chosen.empty() && (!what.channels.empty() || info.samples == 0)) return nullptr;
        auto channels = std::make_shared<const ChannelSet>(std::move(chosen));
        return std::unique_ptr<DeviceCursor>(
            new DeviceCursor(session, info, what, std::move(numbers), std::move(channels)));
    }

    [[nodiscard]] const RecordedDeviceInfo& info() const { return m_info; }
    [[nodiscard]] const ChannelSetPtr& channels() const { return m_channels; }

    /// Whether there is a sample; loads the next chunk where one ends.
    [[nodiscard]] bool hasSample() {
        while (m_at == m_samples.size()) {
            if (m_nextChunk == m_chunks.size()) return false;
            const StoredChunk& chunk = m_chunks[m_nextChunk++];
            m_at = 0;
            m_samples.clear();
            if (isWanted(chunk) && m_session.read(m_info.device.id, chunk, m_numbers, m_samples))
                cutToSpan();
        }
        return true;
    }
    /// \pre `hasSample()`
    [[nodiscard]] std::int64_t timeNs() const { return m_samples.steadyNs[m_at]; }

    /// The samples up to a time, as far as they fit one block. \pre `hasSample()`
    [[nodiscard]] BlockRef takeUntil(BlockPool& pool, std::int64_t untilNs) {
        const Sequence first = m_samples.sequences[m_at];
        BlockRef block = pool.acquire(m_info.device.id, first, m_channels);
        SampleBlock& rows = block.writable();
        m_row.resize(m_numbers.size());
        do {
            for (std::size_t i = 0; i < m_numbers.size(); ++i)
                m_row[i] = m_samples.columns[m_numbers[i]][m_at];
            rows.append({m_samples.steadyNs[m_at], m_samples.wallNs[m_at]}, m_row);
            ++m_at;
        } while (m_at < m_samples.size() && !rows.full() && timeNs() <= untilNs &&
                 m_samples.sequences[m_at] == first + rows.size());
        return block;
    }

private:
    DeviceCursor(SessionReader& session, const RecordedDeviceInfo& info, const SessionExport& what,
                 std::vector<std::size_t> numbers, ChannelSetPtr channels)
        : m_session(session),
          m_info(info),
          m_chunks(session.chunks(info.device.id)),
          m_numbers(std::move(numbers)),
          m_channels(std::move(channels)),
          m_fromNs(what.fromNs),
          m_toNs(what.toNs),
          m_fromWallNs(what.fromWallNs),
          m_toWallNs(what.toWallNs) {}

    /// The ends of a chunk say nothing of its wall times when the clock was set within it.
    [[nodiscard]] bool isWanted(const StoredChunk& chunk) const {
        if (chunk.to.steadyNs < m_fromNs || chunk.from.steadyNs >= m_toNs) return false;
        constexpr std::int64_t kDriftNs = 100'000'000;
        const std::int64_t step =
            (chunk.to.wallNs - chunk.from.wallNs) - (chunk.to.steadyNs - chunk.from.steadyNs);
        if (step > kDriftNs || step < -kDriftNs) return true;
        return chunk.to.wallNs >= m_fromWallNs - (m_fromWallNs > 0 ? kDriftNs : 0) &&
               chunk.from.wallNs < m_toWallNs;
    }

    void cutToSpan() {
        const auto& times = m_samples.steadyNs;
        const auto first = std::lower_bound(times.begin(), times.end(), m_fromNs);
        const auto last = std::lower_bound(first, times.end(), m_toNs);
        m_samples.keep(static_cast<std::size_t>(first - times.begin()),
                       static_cast<std::size_t>(last - times.begin()));
        std::vector<bool> kept(m_samples.size());
        for (std::size_t i = 0; i < kept.size(); ++i)
            kept[i] = m_samples.wallNs[i] >= m_fromWallNs && m_samples.wallNs[i] < m_toWallNs;
        m_samples.keepRows(kept);
    }

    SessionReader& m_session;
    const RecordedDeviceInfo m_info;
    const std::vector<StoredChunk>& m_chunks;
    const std::vector<std::size_t> m_numbers;
    const ChannelSetPtr m_channels;
    const std::int64_t m_fromNs;
    const std::int64_t m_toNs;
    const std::int64_t m_fromWallNs;
    const std::int64_t m_toWallNs;
    std::size_t m_nextChunk = 0;
    SampleColumns m_samples;
    std::size_t m_at = 0;
    std::vector<double> m_row;
};

using Cursors = std::vector<std::unique_ptr<DeviceCursor>>;

Cursors cursorsOf(SessionReader& session, const SessionExport& what) {
    Cursors cursors;
    for (const RecordedDeviceInfo& info : session.info().devices) {
        const auto& ids = what.devices;
        if (!ids.empty() && std::find(ids.begin(), ids.end(), info.device.id) == ids.end())
            continue;
        if (auto cursor = DeviceCursor::make(session, info, what))
            cursors.push_back(std::move(cursor));
    }
    return cursors;
}

Result<void> checkChannels(const Cursors& cursors, const std::vector<std::string>& names) {
    for (const std::string& name : names) {
        const bool isKnown = std::any_of(
            cursors.begin(), cursors.end(),
            [&name](const auto& cursor) { return cursor->channels()->indexOf(name).has_value(); });
        if (!isKnown)
            return Error{ErrorCode::NotFound,
                         "There is no channel '" + name + "' in it. telemetryhub info names them."};
    }
    return {};
}

/// The beginning of the first stream.
std::int64_t zeroOf(const Cursors& cursors) {
    std::optional<std::int64_t> zeroNs;
    for (const auto& cursor : cursors) {
        const std::int64_t startNs = cursor->info().streamStartNs;
        if (cursor->info().samples > 0) zeroNs = std::min(zeroNs.value_or(startNs), startNs);
    }
    return zeroNs.value_or(0);
}

/// Cursors by the time of their next sample, the oldest first.
class CursorQueue {
public:
    explicit CursorQueue(Cursors cursors) : m_cursors(std::move(cursors)) {
        std::erase_if(m_cursors, [](const auto& cursor) { return !cursor->hasSample(); });
        std::make_heap(m_cursors.begin(), m_cursors.end(), isLater);
    }
    [[nodiscard]] bool empty() const { return m_cursors.empty(); }

    /// The oldest samples of one device, up to those of the next.
    [[nodiscard]] BlockRef take(BlockPool& pool) {
        std::pop_heap(m_cursors.begin(), m_cursors.end(), isLater);
        DeviceCursor& cursor = *m_cursors.back();
        const bool isAlone = m_cursors.size() == 1;
        BlockRef block = cursor.takeUntil(
            pool, isAlone ? std::numeric_limits<std::int64_t>::max() : m_cursors.front()->timeNs());
        if (cursor.hasSample())
            std::push_heap(m_cursors.begin(), m_cursors.end(), isLater);
        else
            m_cursors.pop_back();
        return block;
    }

private:
    static bool isLater(const std::unique_ptr<DeviceCursor>& a,
                        const std::unique_ptr<DeviceCursor>& b) {
        // Devices of one time stand in their order.
        if (a->timeNs() != b->timeNs()) return a->timeNs() > b->timeNs();
        return b->info().device.id < a->info().device.id;
    }
    Cursors m_cursors;
};

/// Nothing for a duration, and for what is no date.
std::optional<std::int64_t> dateIn(std::string_view text) {
    if (durationIn(text, kNsPerSecond)) return std::nullopt;
    const auto calendar = calendarIn(text);
    return calendar ? unixNsOf(*calendar) : std::nullopt;
}

}  // namespace

Result<std::uint64_t> exportSession(SessionReader& session, CsvTarget& target,
                                    const SessionExport& what) {
    Cursors cursors = cursorsOf(session, what);
    if (auto checked = checkChannels(cursors, what.channels); !checked) return checked.error();
    BlockPool pool;
    CsvWriterSettings settings;
    settings.start.steadyNs = zeroOf(cursors);
    const auto table = makeCsvTable(what.shape, target, std::move(settings));
    std::uint64_t total = 0;
    for (const auto& cursor : cursors) {
        table->addDevice(cursor->info().device.id, cursor->info().device.name);
        table->declare(cursor->info().device.id, cursor->channels());
        total += cursor->info().samples;
    }
    if (auto settled = table->settle(); !settled) return settled.error();
    std::uint64_t done = 0;
    std::uint64_t nextReport = 0;
    for (CursorQueue queue(std::move(cursors)); !queue.empty();) {
        const BlockRef block = queue.take(pool);
        if (auto added = table->add(block); !added) return added.error();
        done += block->size();
        if (!what.progress || done < nextReport) continue;
        nextReport = done + kProgressSamples;
        if (!what.progress(static_cast<double>(done) / static_cast<double>(total)))
            return Error{ErrorCode::Stopping, "The export was cancelled; nothing was written."};
    }
    if (auto finished = table->finish(); !finished) return finished.error();
    return table->samplesWritten();
}

Result<void> selectFrom(SessionExport& what, std::string_view text, const SessionInfo& session) {
    if (const auto wallNs = dateIn(text)) {
        what.fromWallNs = *wallNs;
        return {};
    }
    const auto time = sessionTime(text, session);
    if (!time) return time.error();
    what.fromNs = time.value();
    return {};
}

Result<void> selectTo(SessionExport& what, std::string_view text, const SessionInfo& session) {
    if (const auto wallNs = dateIn(text)) {
        what.toWallNs = *wallNs;
        return {};
    }
    const auto time = sessionTime(text, session);
    if (!time) return time.error();
    what.toNs = time.value();
    return {};
}

Result<std::int64_t> sessionTime(std::string_view text, const SessionInfo& session) {
    if (const auto elapsed = durationIn(text, kNsPerSecond))
        return session.elapsedZeroNs() + *elapsed;
    if (const auto wallNs = dateIn(text))
        return session.start.steadyNs + (*wallNs - session.start.wallNs);
    return Error{
        ErrorCode::InvalidArgument,
        "expected a date and time such as 2026-01-31T12:00:00Z, or seconds since the first "
        "sample such as 12.5"};
}

}  // namespace telemetryhub::engine

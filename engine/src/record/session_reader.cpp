// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/record/session_reader.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "record/blob_coder.h"
#include "record/byte_order.h"
#include "record/session_companions.h"
#include "record/session_index.h"
#include "record/session_schema.h"
#include "record/zstd_frame.h"

namespace telemetryhub::engine {

namespace {

constexpr std::size_t kRawHeadBytes = 40;

std::optional<EventKind> eventKindNamed(std::string_view name) {
    for (int kind = 0; kind <= static_cast<int>(EventKind::Text); ++kind)
        if (eventKindName(static_cast<EventKind>(kind)) == name)
            return static_cast<EventKind>(kind);
    return std::nullopt;
}

Severity severityNamed(std::string_view name) {
    if (name == severityName(Severity::Critical)) return Severity::Critical;
    return name == severityName(Severity::Warning) ? Severity::Warning : Severity::Info;
}

std::string rangeText(const StoredChunk& chunk) {
    return "samples " + std::to_string(chunk.first) + " to " + std::to_string(chunk.last);
}

bool hasValues(const StoredChunk& chunk, std::size_t channel) {
    const std::size_t byte = channel / 8;
    return byte < chunk.withValues.size() && (chunk.withValues[byte] >> channel % 8 & 1) != 0;
}

/// The pieces of one row of the table `raw`: their heads, then their bytes. False when `take` has
/// enough.
bool handOverPieces(DeviceId device, std::uint64_t count, std::string_view plain,
                    const std::function<bool(const RawPiece&)>& take) {
    std::size_t bytesAt = count * kRawHeadBytes;
    for (std::size_t head = 0; head < count * kRawHeadBytes; head += kRawHeadBytes) {
        RawPiece piece;
        piece.device = device;
        piece.kind = static_cast<RawPiece::Kind>(littleEndianAt(plain, head));
        piece.time.steadyNs = static_cast<std::int64_t>(littleEndianAt(plain, head + 8));
        piece.time.wallNs = static_cast<std::int64_t>(littleEndianAt(plain, head + 16));
        piece.firstByte = littleEndianAt(plain, head + 24);
        const std::uint64_t size = littleEndianAt(plain, head + 32);
        if (size > plain.size() - bytesAt || piece.kind > RawPiece::Kind::EndsCut) return true;
        piece.bytes = plain.substr(bytesAt, size);
        bytesAt += size;
        if (!take(piece)) return false;
    }
    return true;
}

}  // namespace

std::int64_t SessionInfo::elapsedZeroNs() const {
    std::optional<std::int64_t> zero;
    for (const RecordedDeviceInfo& device : devices)
        if (device.samples > 0)
            zero = std::min(zero.value_or(device.streamStartNs), device.streamStartNs);
    return zero.value_or(start.steadyNs);
}

const RecordedDeviceInfo* SessionInfo::find(DeviceId id) const {
    for (const RecordedDeviceInfo& info : devices)
        if (info.device.id == id) return &info;
    return nullptr;
}

const RecordedDeviceInfo* SessionInfo::findNamed(std::string_view name) const {
    for (const RecordedDeviceInfo& info : devices)
        if (info.device.name == name) return &info;
    return nullptr;
}

struct SessionReader::Impl {
    Impl(std::unique_ptr<SqliteDatabase> sqlite, SessionIndex sessionIndex)
        : database(std::move(sqlite)), index(std::move(sessionIndex)) {}
    ~Impl();
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    Result<void> prepareAll();
    [[nodiscard]] bool readRows(const StoredChunk& chunk, SampleColumns& samples);
    [[nodiscard]] bool findColumn(DeviceId device, const StoredChunk& chunk, std::size_t channel,
                                  std::vector<double>& values);
    void readColumn(DeviceId device, const StoredChunk& chunk, std::size_t channel,
                    std::vector<double>& values);
    [[nodiscard]] bool readData(std::int64_t id, const std::function<bool(std::string_view)>& use);
    void readTail(DeviceId device, const std::vector<std::size_t>& channels,
                  SampleColumns& samples);
    void note(DeviceId device, std::string what);
    [[nodiscard]] std::vector<ChunkExtremes> loadExtremes(DeviceId device, std::size_t channel);
    void readExtremes(DeviceId device, std::size_t channel, std::vector<ChunkExtremes>& all);
    void addTailExtremes(DeviceId device, std::size_t channel, std::vector<ChunkExtremes>& all);

    std::unique_ptr<SqliteDatabase> database;
    SessionIndex index;
    SqliteStatement selectData;
    SqliteStatement selectSeries;
    BlobCoder coder;
    BlobCoder::Rows rows;
    ZstdFrame frame{ZstdFrame::Content::Any};
    std::set<std::string> noted;
    std::map<std::pair<DeviceId, std::size_t>, std::vector<ChunkExtremes>> extremes;
};

/// A recorder that ends while it is read cannot take its log away.
SessionReader::Impl::~Impl() {
    const std::string path = database->path();
    selectData = {};
    selectSeries = {};
    database.reset();
    if (index.info.state == SessionInfo::State::Recording) tidyUpClosed(path);
}

Result<std::unique_ptr<SessionReader>> SessionReader::open(const std::string& path) {
    auto database = SqliteDatabase::openToRead(path);
    if (!database) return database.error();
    auto index = readSessionIndex(*database.value());
    if (!index) return index.error();
    auto impl = std::make_unique<Impl>(std::move(database).value(), std::move(index).value());
    if (auto prepared = impl->prepareAll(); !prepared) return prepared.error();
    return std::unique_ptr<SessionReader>(new SessionReader(std::move(impl)));
}

SessionReader::SessionReader(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}

SessionReader::~SessionReader() = default;

const SessionInfo& SessionReader::info() const {
    return m_impl->index.info;
}

const std::vector<StoredChunk>& SessionReader::chunks(DeviceId device) const {
    static const std::vector<StoredChunk> kNone;
    const auto found = m_impl->index.devices.find(device);
    return found == m_impl->index.devices.end() ? kNone : found->second.chunks;
}

bool SessionReader::read(DeviceId device, const StoredChunk& chunk,
                         const std::vector<std::size_t>& channels, SampleColumns& samples) {
    samples.clear();
    if (chunk.rows == 0) {
        m_impl->readTail(device, channels, samples);
        return true;
    }
    if (!m_impl->readRows(chunk, samples)) {
        m_impl->note(device, rangeText(chunk) + " cannot be read");
        return false;
    }
    const RecordedDeviceInfo* info = m_impl->index.info.find(device);
    samples.columns.resize(info->channels->size());
    for (std::vector<double>& column : samples.columns)
        column.assign(samples.size(), kAbsent);
    for (const std::size_t channel : channels) {
        if (channel >= samples.columns.size()) continue;
        m_impl->readColumn(device, chunk, channel, samples.columns[channel]);
    }
    return true;
}

void SessionReader::readValues(DeviceId device, const StoredChunk& chunk, std::size_t channel,
                               std::vector<double>& values) {
    values.assign(chunk.samples, kAbsent);
    if (chunk.rows != 0) return m_impl->readColumn(device, chunk, channel, values);
    const SampleColumns& tail = m_impl->index.devices[device].tail;
    if (channel < tail.columns.size()) values = tail.columns[channel];
}

void SessionReader::readSamples(const SampleSelection& selection,
                                const std::function<bool(const SampleColumns&)>& take) {
    const std::vector<StoredChunk>& all = chunks(selection.device);
    SampleColumns samples;
    for (const StoredChunk& chunk : all) {
        if (chunk.to.steadyNs < selection.fromNs || chunk.from.steadyNs >= selection.toNs) continue;
        if (!read(selection.device, chunk, selection.channels, samples)) continue;
        const auto& times = samples.steadyNs;
        const auto first = std::lower_bound(times.begin(), times.end(), selection.fromNs);
        const auto last = std::lower_bound(first, times.end(), selection.toNs);
        samples.keep(static_cast<std::size_t>(first - times.begin()),
                     static_cast<std::size_t>(last - times.begin()));
        if (!samples.empty() && !take(samples)) return;
    }
}

const std::vector<SessionReader::ChunkExtremes>& SessionReader::extremes(DeviceId device,
                                                                         std::size_t channel) {
    const auto key = std::make_pair(device, channel);
    const auto found = m_impl->extremes.find(key);
    if (found != m_impl->extremes.end()) return found->second;
    return m_impl->extremes.emplace(key, m_impl->loadExtremes(device, channel)).first->second;
}

std::vector<Gap> SessionReader::gaps(DeviceId device) {
    std::vector<Gap> gaps;
    auto prepared =
        m_impl->database->prepare(kGapTable.select("WHERE device=? ORDER BY next_sequence"));
    if (!prepared) return gaps;
    SqliteStatement& row = prepared.value();
    row.bind(device.value);
    for (;;) {
        const Result<bool> stepped = row.step();
        if (!stepped) m_impl->note(device, "the list of gaps cannot be read");
        if (!stepped || !stepped.value()) return gaps;
        // That it is wrong was noted when the file was opened.
        if (row.integer(8) != 1) continue;
        gaps.push_back({errorCodeNamed(row.text(2)).value_or(ErrorCode::Internal),
                        ReadTime{row.integer(4), row.integer(5)},
                        ReadTime{row.integer(6), row.integer(7)}, row.count(1), row.count(3)});
    }
}

std::vector<Event> SessionReader::events(std::uint64_t from, std::size_t most) {
    std::vector<Event> events;
    auto prepared = m_impl->database->prepare(kEventTable.select("WHERE id>? ORDER BY id LIMIT ?"));
    if (!prepared) return events;
    SqliteStatement& row = prepared.value();
    row.bind(from, std::uint64_t{most});
    for (;;) {
        const Result<bool> stepped = row.step();
        if (!stepped) m_impl->note({}, "the list of events cannot be read");
        if (!stepped || !stepped.value()) return events;
        if (row.integer(10) != 1) continue;
        Event event;
        event.number = row.count(0);
        event.time = {row.integer(1), row.integer(2)};
        event.device = DeviceId{static_cast<std::uint32_t>(row.integer(3))};
        event.kind = eventKindNamed(row.text(4)).value_or(EventKind::State);
        event.severity = severityNamed(row.text(5));
        event.sequence = row.count(6);
        event.channel = row.text(7);
        if (!row.isNull(8)) event.value = row.real(8);
        event.text = row.text(9);
        events.push_back(std::move(event));
    }
}

void SessionReader::readRaw(DeviceId device, const std::function<bool(const RawPiece&)>& take) {
    auto prepared = m_impl->database->prepare(kRawTable.select("WHERE device=? ORDER BY id"));
    if (!prepared) return;
    SqliteStatement& row = prepared.value();
    row.bind(device.value);
    for (;;) {
        const Result<bool> stepped = row.step();
        if (!stepped) m_impl->note(device, "the list of raw bytes cannot be read");
        if (!stepped || !stepped.value()) return;
        const std::uint64_t size = row.count(3);
        const std::uint64_t pieces = row.count(4);
        const std::uint64_t most = size + pieces * kRawHeadBytes;
        const bool isPossible = row.integer(8) == 1 && pieces > 0 &&
                                pieces <= ZstdFrame::kMaxBytes / kRawHeadBytes &&
                                size <= ZstdFrame::kMaxBytes;
        const std::string_view plain =
            isPossible ? m_impl->frame.unpack(row.blob(7), most) : std::string_view();
        const bool isSound =
            isPossible && plain.size() == most && littleEndianAt(plain, 24) == row.count(2);
        if (!isSound) {
            m_impl->note(device, "raw bytes cannot be read");
            continue;
        }
        if (!handOverPieces(device, pieces, plain, take)) return;
    }
}

Result<void> SessionReader::Impl::prepareAll() {
    auto data = database->prepare(kDataTable.select("WHERE id=?"));
    if (!data) return data.error();
    selectData = std::move(data).value();
    auto series =
        database->prepare(kSeriesTable.select("WHERE device=? AND channel=? AND first_sequence=?"));
    if (!series) return series.error();
    selectSeries = std::move(series).value();
    return {};
}

bool SessionReader::Impl::readData(std::int64_t id,
                                   const std::function<bool(std::string_view)>& use) {
    selectData.bind(id);
    const Result<bool> found = selectData.step();
    const bool isSound =
        found && found.value() && selectData.integer(2) == 1 && use(selectData.blob(1));
    selectData.reset();
    return isSound;
}

bool SessionReader::Impl::readRows(const StoredChunk& chunk, SampleColumns& samples) {
    const bool isSound = readData(chunk.rows, [&](std::string_view blob) {
        return coder.unpackRows(blob, chunk.samples, rows);
    });
    // The rows say the same as their entry in the index, or one of them is damaged.
    if (!isSound || rows.sequences.front() != chunk.first || rows.sequences.back() != chunk.last)
        return false;
    samples.steadyNs.swap(rows.steadyNs);
    samples.wallNs.swap(rows.wallNs);
    samples.sequences.swap(rows.sequences);
    return true;
}

bool SessionReader::Impl::findColumn(DeviceId device, const StoredChunk& chunk, std::size_t channel,
                                     std::vector<double>& values) {
    if (!hasValues(chunk, channel)) return true;
    selectSeries.bind(device.value, std::uint64_t{channel}, chunk.first);
    const Result<bool> found = selectSeries.step();
    const bool isSound = found && found.value() && selectSeries.integer(8) == 1;
    const std::int64_t data = isSound ? selectSeries.integer(7) : 0;
    selectSeries.reset();
    return isSound &&
           readData(data, [&](std::string_view blob) { return coder.unpackValues(blob, values); });
}

/// \pre `values` are absent ones, as many as the chunk has samples
void SessionReader::Impl::readColumn(DeviceId device, const StoredChunk& chunk, std::size_t channel,
                                     std::vector<double>& values) {
    if (findColumn(device, chunk, channel, values)) return;
    std::fill(values.begin(), values.end(), kAbsent);
    const RecordedDeviceInfo* info = index.info.find(device);
    note(device,
         "'" + (*info->channels)[channel].name + "' in " + rangeText(chunk) + " cannot be read");
}

void SessionReader::Impl::readTail(DeviceId device, const std::vector<std::size_t>& channels,
                                   SampleColumns& samples) {
    const SampleColumns& tail = index.devices[device].tail;
    const std::size_t count = index.info.find(device)->channels->size();
    samples.steadyNs = tail.steadyNs;
    samples.wallNs = tail.wallNs;
    samples.sequences = tail.sequences;
    samples.columns.resize(count);
    for (std::vector<double>& column : samples.columns)
        column.assign(samples.size(), kAbsent);
    for (const std::size_t channel : channels)
        if (channel < count && channel < tail.columns.size())
            samples.columns[channel] = tail.columns[channel];
}

void SessionReader::Impl::note(DeviceId device, std::string what) {
    if (const RecordedDeviceInfo* info = index.info.find(device))
        what.insert(0, info->device.name + ": ");
    if (noted.insert(what).second) index.info.damage.push_back(std::move(what));
}

std::vector<SessionReader::ChunkExtremes> SessionReader::Impl::loadExtremes(DeviceId device,
                                                                            std::size_t channel) {
    constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
    const std::vector<StoredChunk>& chunks = index.devices[device].chunks;
    std::vector<ChunkExtremes> all(chunks.size(), {kNone, kNone, kNone, 0});
    addTailExtremes(device, channel, all);
    readExtremes(device, channel, all);
    for (std::size_t i = 0; i < chunks.size(); ++i)
        if (hasValues(chunks[i], channel) && all[i].present == 0)
            note(device, "the overview of channel " + std::to_string(channel) + " has holes");
    return all;
}

void SessionReader::Impl::readExtremes(DeviceId device, std::size_t channel,
                                       std::vector<ChunkExtremes>& all) {
    const std::vector<StoredChunk>& chunks = index.devices[device].chunks;
    auto prepared = database->prepare(
        kSeriesTable.select("WHERE device=? AND channel=? ORDER BY first_sequence"));
    if (!prepared) return;
    SqliteStatement& row = prepared.value();
    row.bind(device.value, std::uint64_t{channel});
    std::size_t at = 0;
    for (;;) {
        const Result<bool> stepped = row.step();
        if (!stepped || !stepped.value()) return;
        while (at < chunks.size() && chunks[at].first < row.count(2))
            ++at;
        if (at == chunks.size()) return;
        if (chunks[at].first != row.count(2) || row.integer(8) != 1) continue;
        all[at].present = row.count(3);
        if (!row.isNull(4)) all[at] = {row.real(4), row.real(5), row.real(6), row.count(3)};
    }
}

void SessionReader::Impl::addTailExtremes(DeviceId device, std::size_t channel,
                                          std::vector<ChunkExtremes>& all) {
    const SampleColumns& tail = index.devices[device].tail;
    if (tail.empty() || channel >= tail.columns.size()) return;
    ChunkExtremes& extremesOfTail = all.back();
    for (const double value : tail.columns[channel]) {
        if (!isAbsent(value)) ++extremesOfTail.present;
        if (std::isnan(value)) continue;
        // The first value is smaller and larger than none.
        if (!(extremesOfTail.min <= value)) extremesOfTail.min = value;
        if (!(extremesOfTail.max >= value)) extremesOfTail.max = value;
        extremesOfTail.last = value;
    }
}

}  // namespace telemetryhub::engine

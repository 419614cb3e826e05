// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/session_index.h"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <system_error>

#include "record/blob_coder.h"
#include "record/file_claim.h"
#include "record/session_companions.h"
#include "record/session_schema.h"

namespace telemetryhub::engine {

namespace {

constexpr std::size_t kMaxTailSamples = std::size_t{1} << 20;

Result<std::int64_t> pragma(SqliteDatabase& database, const char* sql) {
    auto statement = database.prepare(sql);
    if (!statement) return statement.error();
    const Result<bool> row = statement.value().step();
    if (!row) return row.error();
    return row.value() ? statement.value().integer(0) : 0;
}

/// The format of the file, which this program reads.
Result<std::int64_t> checkFormat(SqliteDatabase& database) {
    const auto application = pragma(database, "PRAGMA application_id");
    if (!application) return application.error();
    const std::string named = "'" + database.path() + "'";
    if (application.value() != kSessionApplicationId)
        return Error{ErrorCode::FileDamaged,
                     named + " is no TelemetryHub session. Give the name of a .thub file."};
    auto version = pragma(database, "PRAGMA user_version");
    if (!version) return version.error();
    const bool isKnown =
        version.value() == kSessionFormatVersion || version.value() == kUnfinishedFormatVersion;
    if (isKnown) return version;
    return Error{ErrorCode::NotAvailable, named + " has format " + std::to_string(version.value()) +
                                              ", this program reads " +
                                              std::to_string(kUnfinishedFormatVersion) +
                                              ". Open it with a newer version of TelemetryHub."};
}

ReadTime timeAt(const SqliteStatement& row, int steady, int wall) {
    return {row.integer(steady), row.integer(wall)};
}

/// Collects the parts of an index; every part stands alone, so that a damaged one costs no other.
class IndexReading {
public:
    IndexReading(SqliteDatabase& database, SessionIndex& index)
        : m_database(database), m_index(index) {}

    void readFacts();
    void readDevices();
    void readDurable();
    void readChannels();
    void readCounts();
    void readSums();
    void readChunks();
    void readTails();
    /// Samples and counts that stand behind the tables.
    void readJournal(const TailReading& journal);
    void sumUp();

private:
    using Row = std::function<void(const SqliteStatement&)>;
    Result<void> forEachRow(const std::string& sql, const Row& row);
    /// Rows of a table whose checksum is right; what is damaged is noted as `what`.
    void forEachSoundRow(const char* what, const SessionTable& table, const char* order,
                         const Row& row);
    void readSum(const char* what, const SessionTable& table, const char* sum,
                 std::uint64_t RecordedDeviceInfo::*field);
    void readChunksOf(SessionIndex::Device& device, const RecordedDeviceInfo& info);
    [[nodiscard]] bool readChunksFrom(Sequence& from, SqliteStatement& statement,
                                      SessionIndex::Device& device);
    [[nodiscard]] bool takeTail(const SqliteStatement& row, SessionIndex::Device& device);
    void sumUp(RecordedDeviceInfo& info, const SessionIndex::Device& device);
    RecordedDeviceInfo& addDevice(RecordedDeviceInfo info);
    RecordedDeviceInfo& findOrAdd(DeviceId id);
    void padChannels(RecordedDeviceInfo& info, std::size_t channels);
    void addTailChunks();
    void note(std::string text) { m_index.info.damage.push_back(std::move(text)); }
    [[nodiscard]] RecordedDeviceInfo* find(std::int64_t id);

    SqliteDatabase& m_database;
    SessionIndex& m_index;
    TailCoder m_tailCoder;
    std::map<DeviceId, std::uint64_t> m_durableSamples;
    std::map<std::string, std::int64_t, std::less<>> m_streamStarts;  // by the key of the fact
};

Result<void> IndexReading::forEachRow(const std::string& sql, const Row& row) {
    auto statement = m_database.prepare(sql);
    if (!statement) return statement.error();
    for (;;) {
        const Result<bool> stepped = statement.value().step();
        if (!stepped) return stepped.error();
        if (!stepped.value()) return {};
        row(statement.value());
    }
}

void IndexReading::forEachSoundRow(const char* what, const SessionTable& table, const char* order,
                                   const Row& row) {
    std::uint64_t wrong = 0;
    const auto read = forEachRow(table.select(order), [&](const SqliteStatement& statement) {
        if (statement.integer(statement.columnCount() - 1) == 1)
            row(statement);
        else
            ++wrong;
    });
    if (!read) note(std::string(what) + ": " + read.error().detail);
    if (wrong > 0) note(std::string(what) + ": " + std::to_string(wrong) + " wrong");
}

RecordedDeviceInfo* IndexReading::find(std::int64_t id) {
    const auto& devices = m_index.info.devices;
    const auto found = std::lower_bound(devices.begin(), devices.end(), id,
                                        [](const RecordedDeviceInfo& info, std::int64_t wanted) {
                                            return std::int64_t{info.device.id.value} < wanted;
                                        });
    if (found == devices.end() || found->device.id.value != id) return nullptr;
    return &m_index.info.devices[static_cast<std::size_t>(found - devices.begin())];
}

RecordedDeviceInfo& IndexReading::addDevice(RecordedDeviceInfo info) {
    info.channels = std::make_shared<const ChannelSet>(std::vector<Channel>());
    m_index.devices[info.device.id];
    std::vector<RecordedDeviceInfo>& devices = m_index.info.devices;
    const auto place =
        std::upper_bound(devices.begin(), devices.end(), info,
                         [](const auto& a, const auto& b) { return a.device.id < b.device.id; });
    return *devices.insert(place, std::move(info));
}

void IndexReading::readFacts() {
    bool isClosed = false;
    int facts = 0;
    forEachSoundRow("the facts of the session", kFactTable, "", [&](const SqliteStatement& row) {
        const std::string_view key = row.text(0);
        SessionInfo& info = m_index.info;
        if (key == "program") info.program = row.text(1);
        if (key == "previous") info.previous = row.text(1);
        if (key == "start_wall_ns") info.start.wallNs = row.integer(1);
        if (key == "start_steady_ns") info.start.steadyNs = row.integer(1);
        if (key == "closed_wall_ns") isClosed = true;
        if (key.starts_with(kStreamStartFact)) m_streamStarts.emplace(key, row.integer(1));
        facts += key == "program" || key == "start_wall_ns" || key == "start_steady_ns";
    });
    if (facts != 3) note("the facts of the session: some are missing");
    if (!isClosed)
        m_index.info.state = FileClaim::isTaken(m_database.path()) ? SessionInfo::State::Recording
                                                                   : SessionInfo::State::Abandoned;
}

void IndexReading::readDevices() {
    forEachSoundRow("the list of devices", kDeviceTable, "ORDER BY id LIMIT 100000",
                    [this](const SqliteStatement& row) {
                        const std::int64_t id = row.integer(0);
                        if (id < 0 || id > std::numeric_limits<std::uint32_t>::max())
                            return note("a device with the number " + std::to_string(id));
                        RecordedDeviceInfo info;
                        info.device = {DeviceId{static_cast<std::uint32_t>(id)},
                                       std::string(row.text(1)), std::string(row.text(2)),
                                       std::string(row.text(3))};
                        addDevice(std::move(info));
                    });
}

/// Also finds the devices of which nothing else is known.
void IndexReading::readDurable() {
    forEachSoundRow("the durable marks", kDurableTable, "", [this](const SqliteStatement& row) {
        const std::int64_t id = row.integer(0);
        if (id < 0 || id > std::numeric_limits<std::uint32_t>::max()) return;
        RecordedDeviceInfo& info = findOrAdd(DeviceId{static_cast<std::uint32_t>(id)});
        info.durableSequence = row.count(1);
        m_durableSamples[info.device.id] = row.count(2);
    });
}

RecordedDeviceInfo& IndexReading::findOrAdd(DeviceId id) {
    if (RecordedDeviceInfo* known = find(id.value)) return *known;
    RecordedDeviceInfo unknown;
    unknown.device.id = id;
    unknown.device.name = "device " + std::to_string(id.value);
    note("what was known of '" + unknown.device.name + "'");
    return addDevice(std::move(unknown));
}

void IndexReading::readChannels() {
    constexpr std::size_t kMost = ChannelSet::kMaxChannels + ChannelSet::kMaxDerived;
    std::map<std::int64_t, std::vector<Channel>> channels;
    forEachSoundRow(
        "the list of channels", kChannelTable, "ORDER BY device, number",
        [&](const SqliteStatement& row) {
            std::vector<Channel>& ofDevice = channels[row.integer(0)];
            const std::uint64_t number = row.count(1);
            if (number >= kMost || number < ofDevice.size())
                return note("a channel with the number " + std::to_string(number));
            // A hole in the numbers is damage; the channels behind it keep their place.
            while (ofDevice.size() < number)
                ofDevice.push_back({"channel " + std::to_string(ofDevice.size()), {}, {}});
            Channel channel{std::string(row.text(2)), std::string(row.text(3)), {}};
            if (!row.isNull(4)) channel.decimals = static_cast<int>(row.integer(4));
            channel.colour = row.text(5);
            if (!row.isNull(6) && row.real(6) < row.real(7))
                channel.range = ValueRange{row.real(6), row.real(7)};
            ofDevice.push_back(std::move(channel));
        });
    for (auto& [id, ofDevice] : channels)
        if (RecordedDeviceInfo* info = find(id))
            info->channels = std::make_shared<const ChannelSet>(std::move(ofDevice));
}

void IndexReading::readCounts() {
    forEachSoundRow("the ledger", kLedgerTable, "", [this](const SqliteStatement& row) {
        if (RecordedDeviceInfo* info = find(row.integer(0)))
            info->counts.emplace_back(row.text(1), row.count(2));
    });
}

void IndexReading::readSum(const char* what, const SessionTable& table, const char* sum,
                           std::uint64_t RecordedDeviceInfo::*field) {
    std::uint64_t wrong = 0;
    const std::string sql = "SELECT device, " + std::string(sum) + ", sum(NOT " + table.isSound() +
                            ") FROM " + std::string(table.name) + " GROUP BY device";
    const auto read = forEachRow(sql, [&](const SqliteStatement& row) {
        wrong += row.count(2);
        if (RecordedDeviceInfo* info = find(row.integer(0))) info->*field = row.count(1);
    });
    if (!read) note(std::string(what) + ": " + read.error().detail);
    if (wrong > 0) note(std::string(what) + ": " + std::to_string(wrong) + " wrong");
}

void IndexReading::readSums() {
    readSum("the list of gaps", kGapTable, "count(*)", &RecordedDeviceInfo::gaps);
    readSum("the list of raw bytes", kRawTable, "sum(size)", &RecordedDeviceInfo::rawBytes);
    std::uint64_t wrong = 0;
    const auto read =
        forEachRow("SELECT count(*), sum(NOT " + kEventTable.isSound() + ") FROM event",
                   [&](const SqliteStatement& row) {
                       m_index.info.events = row.count(0);
                       wrong = row.count(1);
                   });
    if (!read) note("the list of events: " + read.error().detail);
    if (wrong > 0) note("the list of events: " + std::to_string(wrong) + " wrong");
}

void IndexReading::readChunks() {
    for (const RecordedDeviceInfo& info : m_index.info.devices)
        readChunksOf(m_index.devices[info.device.id], info);
}

/// A damaged page costs the chunks that it lists: the reading goes on behind them, at the next
/// number from which there is something to be read.
void IndexReading::readChunksOf(SessionIndex::Device& device, const RecordedDeviceInfo& info) {
    auto prepared = m_database.prepare(
        kChunkTable.select("WHERE device=? AND first_sequence>=? ORDER BY first_sequence"));
    const auto noteFailure = [&](const std::string& where) {
        note("the list of samples of '" + info.device.name + "'" + where);
    };
    if (!prepared) return noteFailure(": " + prepared.error().detail);
    SqliteStatement& statement = prepared.value();
    Sequence from = 0;
    statement.bind(info.device.id.value, from);
    // Without a chunk between, it goes on from where it was, so that it comes to an end.
    Sequence hop = 1;
    for (std::size_t found = 0; !readChunksFrom(from, statement, device);
         found = device.chunks.size()) {
        noteFailure(" behind number " + std::to_string(from));
        if (device.chunks.size() > found) hop = 1;
        bool isReadable = false;
        for (; !isReadable && hop < Sequence{1} << 62; hop *= 2) {
            statement.reset();
            statement.bind(info.device.id.value, from + hop);
            isReadable = statement.step().hasValue();
            if (isReadable) from += hop;
        }
        if (!isReadable) return;
        statement.reset();
        statement.bind(info.device.id.value, from);
    }
}

/// False when it was stopped by damage; `from` is behind the last chunk then.
bool IndexReading::readChunksFrom(Sequence& from, SqliteStatement& statement,
                                  SessionIndex::Device& device) {
    for (;;) {
        const Result<bool> row = statement.step();
        if (!row) return false;
        if (!row.value()) return true;
        StoredChunk chunk{statement.count(1),
                          statement.count(2),
                          statement.count(3),
                          timeAt(statement, 4, 6),
                          timeAt(statement, 5, 7),
                          statement.integer(9),
                          std::string(statement.blob(8))};
        const bool isSound = statement.integer(10) == 1 && chunk.first >= from &&
                             chunk.first <= chunk.last && chunk.samples > 0 &&
                             chunk.samples <= chunk.last - chunk.first + 1 &&
                             chunk.samples <= BlobCoder::kMaxCount && chunk.rows > 0;
        if (!isSound) {
            note("samples from number " + std::to_string(chunk.first) + " on: a wrong entry");
            continue;
        }
        from = chunk.last + 1;
        device.chunks.push_back(std::move(chunk));
    }
}

void IndexReading::readTails() {
    forEachSoundRow("the newest samples", kTailTable, "ORDER BY device, first_sequence",
                    [this](const SqliteStatement& row) {
                        const RecordedDeviceInfo* info = find(row.integer(0));
                        if (!info || takeTail(row, m_index.devices[info->device.id])) return;
                        note("samples from number " + std::to_string(row.integer(1)) + " of '" +
                             info->device.name + "'");
                    });
}

void IndexReading::readJournal(const TailReading& journal) {
    for (const auto& [id, samples] : journal.samples) {
        RecordedDeviceInfo& info = findOrAdd(id);
        SessionIndex::Device& device = m_index.devices[id];
        const Sequence last = !device.tail.empty()    ? device.tail.sequences.back()
                              : device.chunks.empty() ? 0
                                                      : device.chunks.back().last;
        if (samples.sequences.front() <= last) {
            note("samples from number " + std::to_string(samples.sequences.front()) + " of '" +
                 info.device.name + "'");
            continue;
        }
        padChannels(info, samples.columns.size());
        info.durableSequence = samples.sequences.back();
        m_durableSamples[id] += samples.size();
        device.tail.append(samples);
    }
    for (const auto& [id, counts] : journal.counts) {
        NamedCounts& known = findOrAdd(id).counts;
        for (const auto& count : counts)
            setCount(known, count.first, count.second);
    }
    addTailChunks();
}

/// For those of which only the values are left.
void IndexReading::padChannels(RecordedDeviceInfo& info, std::size_t channels) {
    if (channels <= info.channels->size()) return;
    std::vector<Channel> padded = info.channels->channels();
    while (padded.size() < channels)
        padded.push_back({"channel " + std::to_string(padded.size()), {}, {}});
    info.channels = std::make_shared<const ChannelSet>(std::move(padded));
    note("the list of channels of '" + info.device.name + "'");
}

void IndexReading::addTailChunks() {
    for (auto& [id, device] : m_index.devices) {
        const SampleColumns& tail = device.tail;
        if (tail.empty()) continue;
        device.chunks.push_back({tail.sequences.front(),
                                 tail.sequences.back(),
                                 tail.size(),
                                 ReadTime{tail.steadyNs.front(), tail.wallNs.front()},
                                 ReadTime{tail.steadyNs.back(), tail.wallNs.back()},
                                 0,
                                 {}});
    }
}

/// A piece comes behind everything before it.
bool IndexReading::takeTail(const SqliteStatement& row, SessionIndex::Device& device) {
    const std::size_t before = device.tail.size();
    const Sequence last = before > 0              ? device.tail.sequences.back()
                          : device.chunks.empty() ? 0
                                                  : device.chunks.back().last;
    const bool fits = before + row.count(3) <= kMaxTailSamples && row.count(1) > last;
    if (!fits || !m_tailCoder.unpack(row.blob(10), row.count(3), row.count(8), device.tail))
        return false;
    const auto& numbers = device.tail.sequences;
    const bool isRight = numbers[before] == row.count(1) && numbers.back() == row.count(2) &&
                         std::is_sorted(numbers.begin(), numbers.end());
    if (!isRight) device.tail.keep(0, before);
    return isRight;
}

void IndexReading::sumUp(RecordedDeviceInfo& info, const SessionIndex::Device& device) {
    const std::vector<StoredChunk>& chunks = device.chunks;
    for (const StoredChunk& chunk : chunks)
        info.samples += chunk.samples;
    const auto promised = m_durableSamples.find(info.device.id);
    if ((promised == m_durableSamples.end() ? 0 : promised->second) != info.samples)
        note("the samples of '" + info.device.name + "': " + std::to_string(info.samples) + " of " +
             (promised == m_durableSamples.end() ? "an unknown number"
                                                 : std::to_string(promised->second)) +
             " are there");
    if (chunks.empty()) return;
    info.firstSequence = chunks.front().first;
    info.lastSequence = chunks.back().last;
    info.from = chunks.front().from;
    info.to = chunks.back().to;
    const auto start = m_streamStarts.find(streamStartFact(info.device.id));
    info.streamStartNs = start == m_streamStarts.end() ? info.from.steadyNs : start->second;
}

void IndexReading::sumUp() {
    for (RecordedDeviceInfo& info : m_index.info.devices)
        sumUp(info, m_index.devices[info.device.id]);
    std::error_code failed;
    for (const char* ending : {"", "-wal", "-tail"}) {
        const auto bytes = std::filesystem::file_size(m_database.path() + ending, failed);
        if (!failed) m_index.info.bytes += bytes;
    }
}

}  // namespace

Result<SessionIndex> readSessionIndex(SqliteDatabase& database) {
    const auto version = checkFormat(database);
    if (!version) return version.error();
    SessionIndex index;
    index.info.path = database.path();
    // All of it as of one moment, also while somebody writes.
    auto moment = beginWithJournal(database);
    if (!moment) return moment.error();
    IndexReading reading(database, index);
    reading.readFacts();
    reading.readDevices();
    reading.readDurable();
    reading.readChannels();
    reading.readCounts();
    reading.readSums();
    reading.readChunks();
    reading.readTails();
    reading.readJournal(moment.value().journal);
    reading.sumUp();
    (void)database.run("COMMIT");
    // The files beside a session belong to it until it is closed.
    noteCompanionDamage(moment.value(), version.value() == kUnfinishedFormatVersion, index.info);
    if (index.info.devices.empty() && !index.info.damage.empty())
        return Error{ErrorCode::FileDamaged,
                     "'" + database.path() + "' is damaged: " + index.info.damage.front()};
    return index;
}

}  // namespace telemetryhub::engine

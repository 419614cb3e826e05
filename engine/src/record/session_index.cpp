// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/session_index.h"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <limits>
#include <system_error>

#include "record/blob_coder.h"
#include "record/file_claim.h"
#include "record/session_schema.h"

namespace telemetryhub::engine {

namespace {

constexpr std::size_t kMaxDevices = 100'000;
constexpr std::size_t kMaxTailSamples = std::size_t{1} << 20;

Result<std::int64_t> pragma(SqliteDatabase& database, const char* sql) {
    auto statement = database.prepare(sql);
    if (!statement) return statement.error();
    const Result<bool> row = statement.value().step();
    if (!row) return row.error();
    return row.value() ? statement.value().integer(0) : 0;
}

Result<void> checkFormat(SqliteDatabase& database) {
    const auto application = pragma(database, "PRAGMA application_id");
    if (!application) return application.error();
    const std::string named = "'" + database.path() + "'";
    if (application.value() != kSessionApplicationId)
        return Error{ErrorCode::FileDamaged,
                     named + " is no TelemetryHub session. Give the name of a .thub file."};
    const auto version = pragma(database, "PRAGMA user_version");
    if (!version) return version.error();
    if (version.value() == kSessionFormatVersion) return {};
    return Error{ErrorCode::NotAvailable, named + " has format " + std::to_string(version.value()) +
                                              ", this program reads " +
                                              std::to_string(kSessionFormatVersion) +
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

    Result<void> readFacts();
    Result<void> readDevices();
    void readChannels();
    void readCounts();
    void readDurable();
    void readGapsAndRaw();
    void readEvents();
    void readChunks();
    void readTails();
    void sumUp();

private:
    using Row = std::function<void(const SqliteStatement&)>;
    Result<void> forEachRow(const char* sql, const Row& row);
    /// The same; an error is noted as damage of `what`.
    void forEachSoundRow(const char* what, const char* sql, const Row& row);
    void readChunksOf(SessionIndex::Device& device, const RecordedDeviceInfo& info);
    [[nodiscard]] bool readChunksFrom(Sequence& from, SqliteStatement& statement,
                                      SessionIndex::Device& device);
    void note(std::string text) { m_index.info.damage.push_back(std::move(text)); }
    [[nodiscard]] RecordedDeviceInfo* find(std::int64_t id);

    SqliteDatabase& m_database;
    SessionIndex& m_index;
    TailCoder m_tailCoder;
};

Result<void> IndexReading::forEachRow(const char* sql, const Row& row) {
    auto statement = m_database.prepare(sql);
    if (!statement) return statement.error();
    for (;;) {
        const Result<bool> stepped = statement.value().step();
        if (!stepped) return stepped.error();
        if (!stepped.value()) return {};
        row(statement.value());
    }
}

void IndexReading::forEachSoundRow(const char* what, const char* sql, const Row& row) {
    if (const auto read = forEachRow(sql, row); !read)
        note(std::string(what) + ": " + read.error().detail);
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

Result<void> IndexReading::readFacts() {
    bool isClosed = false;
    const auto read = forEachRow("SELECT key, value FROM session", [&](const SqliteStatement& row) {
        const std::string_view key = row.text(0);
        SessionInfo& info = m_index.info;
        if (key == "program") info.program = row.text(1);
        if (key == "previous") info.previous = row.text(1);
        if (key == "start_wall_ns") info.start.wallNs = row.integer(1);
        if (key == "start_steady_ns") info.start.steadyNs = row.integer(1);
        if (key == "closed_wall_ns") isClosed = true;
    });
    if (!read) return read;
    if (!isClosed)
        m_index.info.state = FileClaim::isTaken(m_database.path()) ? SessionInfo::State::Recording
                                                                   : SessionInfo::State::Abandoned;
    return {};
}

Result<void> IndexReading::readDevices() {
    return forEachRow(
        "SELECT id, name, specification, profile FROM device ORDER BY id LIMIT 100000",
        [this](const SqliteStatement& row) {
            const std::int64_t id = row.integer(0);
            if (id < 0 || id > std::numeric_limits<std::uint32_t>::max())
                return note("a device with the number " + std::to_string(id));
            RecordedDeviceInfo info;
            info.device = {DeviceId{static_cast<std::uint32_t>(id)}, std::string(row.text(1)),
                           std::string(row.text(2)), std::string(row.text(3))};
            info.channels = std::make_shared<const ChannelSet>(std::vector<Channel>());
            m_index.devices[info.device.id];
            m_index.info.devices.push_back(std::move(info));
        });
}

void IndexReading::readChannels() {
    constexpr std::size_t kMost = ChannelSet::kMaxChannels + ChannelSet::kMaxDerived;
    std::map<std::int64_t, std::vector<Channel>> channels;
    forEachSoundRow(
        "the list of channels",
        "SELECT device, number, name, unit, decimals, colour, low, high FROM channel "
        "ORDER BY device, number",
        [&](const SqliteStatement& row) {
            std::vector<Channel>& ofDevice = channels[row.integer(0)];
            const std::uint64_t number = row.count(1);
            if (number >= kMost) return note("a channel with the number " + std::to_string(number));
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
    forEachSoundRow("the ledger", "SELECT device, counter, value FROM ledger",
                    [this](const SqliteStatement& row) {
                        if (RecordedDeviceInfo* info = find(row.integer(0)))
                            info->counts.emplace_back(row.text(1), row.count(2));
                    });
}

void IndexReading::readDurable() {
    forEachSoundRow("the durable marks", "SELECT device, sequence FROM durable",
                    [this](const SqliteStatement& row) {
                        if (RecordedDeviceInfo* info = find(row.integer(0)))
                            info->durableSequence = row.count(1);
                    });
}

void IndexReading::readGapsAndRaw() {
    forEachSoundRow("the list of gaps", "SELECT device, count(*) FROM gap GROUP BY device",
                    [this](const SqliteStatement& row) {
                        if (RecordedDeviceInfo* info = find(row.integer(0)))
                            info->gaps = row.count(1);
                    });
    forEachSoundRow("the list of raw bytes", "SELECT device, sum(size) FROM raw GROUP BY device",
                    [this](const SqliteStatement& row) {
                        if (RecordedDeviceInfo* info = find(row.integer(0)))
                            info->rawBytes = row.count(1);
                    });
}

void IndexReading::readEvents() {
    forEachSoundRow("the list of events", "SELECT count(*) FROM event",
                    [this](const SqliteStatement& row) { m_index.info.events = row.count(0); });
}

void IndexReading::readChunks() {
    for (const RecordedDeviceInfo& info : m_index.info.devices)
        readChunksOf(m_index.devices[info.device.id], info);
}

/// A damaged page costs the chunks that it lists: the reading goes on behind them, at the next
/// number from which there is something to be read.
void IndexReading::readChunksOf(SessionIndex::Device& device, const RecordedDeviceInfo& info) {
    auto prepared = m_database.prepare(
        "SELECT first_sequence, last_sequence, samples, from_steady_ns, to_steady_ns, "
        "from_wall_ns, "
        "to_wall_ns, rows FROM chunk WHERE device=? AND first_sequence>=? ORDER BY first_sequence");
    const auto noteFailure = [&](const std::string& where) {
        note("the list of samples of '" + info.device.name + "'" + where);
    };
    if (!prepared) return noteFailure(": " + prepared.error().detail);
    SqliteStatement& statement = prepared.value();
    Sequence from = 0;
    statement.bind(info.device.id.value, from);
    while (!readChunksFrom(from, statement, device)) {
        noteFailure(" behind number " + std::to_string(from));
        bool isReadable = false;
        for (Sequence hop = 1; !isReadable && hop < Sequence{1} << 62; hop *= 2) {
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
        StoredChunk chunk{statement.count(0),      statement.count(1),      statement.count(2),
                          timeAt(statement, 3, 5), timeAt(statement, 4, 6), statement.integer(7)};
        const bool isSound = chunk.first >= from && chunk.first <= chunk.last &&
                             chunk.samples > 0 && chunk.samples <= chunk.last - chunk.first + 1 &&
                             chunk.samples <= BlobCoder::kMaxCount;
        if (!isSound) {
            note("samples from number " + std::to_string(chunk.first) + " on: a wrong entry");
            continue;
        }
        from = chunk.last + 1;
        device.chunks.push_back(chunk);
    }
}

void IndexReading::readTails() {
    forEachSoundRow(
        "the newest samples",
        "SELECT device, first_sequence, samples, channels, bytes FROM tail "
        "ORDER BY device, first_sequence",
        [this](const SqliteStatement& row) {
            const RecordedDeviceInfo* info = find(row.integer(0));
            if (!info) return;
            SessionIndex::Device& device = m_index.devices[info->device.id];
            const bool fits = device.tail.size() + row.count(2) <= kMaxTailSamples;
            if (fits && m_tailCoder.unpack(row.blob(4), row.count(2), row.count(3), device.tail))
                return;
            note("samples from number " + std::to_string(row.integer(1)) + " of '" +
                 info->device.name + "'");
        });
    for (auto& [id, device] : m_index.devices) {
        const SampleColumns& tail = device.tail;
        if (tail.empty()) continue;
        device.chunks.push_back({tail.sequences.front(), tail.sequences.back(), tail.size(),
                                 ReadTime{tail.steadyNs.front(), tail.wallNs.front()},
                                 ReadTime{tail.steadyNs.back(), tail.wallNs.back()}, 0});
    }
}

void IndexReading::sumUp() {
    for (RecordedDeviceInfo& info : m_index.info.devices) {
        const std::vector<StoredChunk>& chunks = m_index.devices[info.device.id].chunks;
        for (const StoredChunk& chunk : chunks)
            info.samples += chunk.samples;
        if (chunks.empty()) continue;
        info.firstSequence = chunks.front().first;
        info.lastSequence = chunks.back().last;
        info.from = chunks.front().from;
        info.to = chunks.back().to;
    }
    std::error_code failed;
    for (const char* ending : {"", "-wal"}) {
        const auto bytes = std::filesystem::file_size(m_database.path() + ending, failed);
        if (!failed) m_index.info.bytes += bytes;
    }
}

}  // namespace

Result<SessionIndex> readSessionIndex(SqliteDatabase& database) {
    if (auto checked = checkFormat(database); !checked) return checked.error();
    SessionIndex index;
    index.info.path = database.path();
    // All of it as of one moment, also while somebody writes.
    if (auto begun = database.run("BEGIN"); !begun) return begun.error();
    IndexReading reading(database, index);
    if (auto read = reading.readFacts(); !read) return read.error();
    if (auto read = reading.readDevices(); !read) return read.error();
    reading.readChannels();
    reading.readCounts();
    reading.readDurable();
    reading.readGapsAndRaw();
    reading.readEvents();
    reading.readChunks();
    reading.readTails();
    reading.sumUp();
    (void)database.run("COMMIT");
    return index;
}

}  // namespace telemetryhub::engine

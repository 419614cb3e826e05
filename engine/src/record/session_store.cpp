// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/session_store.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "record/byte_order.h"
#include "record/session_schema.h"

namespace telemetryhub::engine {

namespace {

/// What an overview needs of a column.
struct SeriesFacts {
    std::uint64_t present = 0;
    double min = std::numeric_limits<double>::infinity();
    double max = -std::numeric_limits<double>::infinity();
    double last = kAbsent;
};

SeriesFacts factsOf(const std::vector<double>& values) {
    SeriesFacts facts;
    // Without branches. Comparisons with NaN, and so with what is absent, are false.
    for (const double value : values) {
        facts.present += isAbsent(value) ? 0 : 1;
        facts.min = value < facts.min ? value : facts.min;
        facts.max = value > facts.max ? value : facts.max;
    }
    const auto last = std::find_if(values.rbegin(), values.rend(),
                                   [](double value) { return !std::isnan(value); });
    if (last != values.rend()) facts.last = *last;
    return facts;
}

void bindExtent(SqliteStatement& statement, int index, const SampleColumns& samples) {
    statement.bindAt(index, samples.steadyNs.front());
    statement.bindAt(index + 1, samples.steadyNs.back());
    statement.bindAt(index + 2, samples.wallNs.front());
    statement.bindAt(index + 3, samples.wallNs.back());
}

/// NULL for what an empty text stands for.
void bindTextOrNull(SqliteStatement& statement, int index, const std::string& text) {
    if (text.empty())
        statement.bindAt(index, nullptr);
    else
        statement.bindAt(index, std::string_view(text));
}

}  // namespace

Result<std::unique_ptr<SessionStore>> SessionStore::create(SqliteDatabase& database) {
    if (auto begun = database.run("BEGIN IMMEDIATE"); !begun) return begun.error();
    if (auto made = database.run(kSessionSchema); !made) return made.error();
    std::unique_ptr<SessionStore> store(new SessionStore(database));
    if (auto prepared = store->prepareAll(); !prepared) return prepared.error();
    return store;
}

Result<void> SessionStore::prepareAll() {
    Statements& s = m_statements;
    const std::array<std::pair<SqliteStatement*, std::string>, 15> all{{
        {&s.fact, kFactTable.insertOrReplace()},
        {&s.removeFact, "DELETE FROM session WHERE key=?"},
        {&s.device, kDeviceTable.insertOrReplace()},
        {&s.channel, kChannelTable.insertOrReplace()},
        {&s.chunk, kChunkTable.insert()},
        {&s.series, kSeriesTable.insert()},
        {&s.data, kDataTable.insertNumbered()},
        {&s.tail, kTailTable.insert()},
        {&s.readTail,
         "SELECT samples, channels, bytes FROM tail WHERE device=? AND first_sequence=?"},
        {&s.removeTail, "DELETE FROM tail WHERE device=? AND first_sequence=?"},
        {&s.durable, kDurableTable.insertOrReplace()},
        {&s.gap, kGapTable.insertOrReplace()},
        {&s.event, kEventTable.insertNumbered()},
        {&s.count, kLedgerTable.insertOrReplace()},
        {&s.raw, kRawTable.insertNumbered()},
    }};
    for (const auto& [statement, sql] : all) {
        auto prepared = m_database.prepare(sql);
        if (!prepared) return prepared.error();
        *statement = std::move(prepared).value();
    }
    return {};
}

Result<void> SessionStore::putFact(std::string_view key, std::string_view value) {
    m_statements.fact.bind(key, value);
    return m_statements.fact.run();
}

Result<void> SessionStore::putFact(std::string_view key, std::int64_t value) {
    m_statements.fact.bind(key, value);
    return m_statements.fact.run();
}

Result<void> SessionStore::removeFact(std::string_view key) {
    m_statements.removeFact.bind(key);
    return m_statements.removeFact.run();
}

Result<std::uint64_t> SessionStore::readCountFact(std::string_view key) {
    auto fact = m_database.prepare("SELECT value FROM session WHERE key=?");
    if (!fact) return fact.error();
    fact.value().bind(key);
    const Result<bool> found = fact.value().step();
    if (!found) return found.error();
    return found.value() ? fact.value().count(0) : 0;
}

Result<void> SessionStore::putVersion(std::int64_t version) {
    return m_database.run(("PRAGMA user_version = " + std::to_string(version)).c_str());
}

Result<void> SessionStore::putDevice(const SessionDevice& device) {
    SqliteStatement& put = m_statements.device;
    put.bind(device.id.value, std::string_view(device.name),
             std::string_view(device.specification));
    bindTextOrNull(put, 4, device.profile);
    return put.run();
}

Result<void> SessionStore::putChannel(DeviceId device, std::size_t number, const Channel& channel) {
    SqliteStatement& put = m_statements.channel;
    put.bind(device.value, std::uint64_t{number}, std::string_view(channel.name),
             std::string_view(channel.unit));
    put.bindAt(5, nullptr);
    if (channel.decimals) put.bindAt(5, *channel.decimals);
    bindTextOrNull(put, 6, channel.colour);
    put.bindAt(7, nullptr);
    put.bindAt(8, nullptr);
    if (channel.range) put.bindAt(7, channel.range->low);
    if (channel.range) put.bindAt(8, channel.range->high);
    return put.run();
}

Result<std::int64_t> SessionStore::putData(std::string_view bytes) {
    m_statements.data.bindBlobAt(1, bytes);
    if (auto put = m_statements.data.run(); !put) return put.error();
    return m_database.lastRowId();
}

Result<void> SessionStore::putSeries(DeviceId device, std::size_t channel, Sequence first,
                                     const std::vector<double>& values) {
    const SeriesFacts facts = factsOf(values);
    if (facts.present == 0) return {};
    const Result<std::int64_t> data = putData(m_coder.packValues(values));
    if (!data) return data.error();
    SqliteStatement& put = m_statements.series;
    put.bind(device.value, std::uint64_t{channel}, first, facts.present);
    for (int index = 5; index <= 7; ++index)
        put.bindAt(index, nullptr);
    if (facts.min <= facts.max) {
        put.bindAt(5, facts.min);
        put.bindAt(6, facts.max);
        put.bindAt(7, facts.last);
    }
    put.bindAt(8, data.value());
    m_withValues[channel / 8] = static_cast<char>(
        static_cast<unsigned char>(m_withValues[channel / 8]) | (1U << channel % 8));
    return put.run();
}

Result<void> SessionStore::putChunk(DeviceId device, const SampleColumns& samples) {
    const Sequence first = samples.sequences.front();
    const Result<std::int64_t> rows =
        putData(m_coder.packRows(samples.steadyNs, samples.wallNs, samples.sequences));
    if (!rows) return rows.error();
    m_withValues.assign((samples.columns.size() + 7) / 8, '\0');
    for (std::size_t channel = 0; channel < samples.columns.size(); ++channel)
        if (auto put = putSeries(device, channel, first, samples.columns[channel]); !put)
            return put;
    SqliteStatement& put = m_statements.chunk;
    put.bind(device.value, first, samples.sequences.back(), std::uint64_t{samples.size()});
    bindExtent(put, 5, samples);
    put.bindBlobAt(9, m_withValues);
    put.bindAt(10, rows.value());
    return put.run();
}

Result<void> SessionStore::putTail(DeviceId device, const SampleColumns& samples, int level) {
    SqliteStatement& put = m_statements.tail;
    put.bind(device.value, samples.sequences.front(), samples.sequences.back(),
             std::uint64_t{samples.size()});
    bindExtent(put, 5, samples);
    put.bindAt(9, std::uint64_t{samples.columns.size()});
    put.bindAt(10, level);
    put.bindBlobAt(11, m_tailCoder.pack(samples));
    return put.run();
}

Result<void> SessionStore::readTail(DeviceId device, const TailPiece& piece,
                                    SampleColumns& samples) {
    SqliteStatement& read = m_statements.readTail;
    read.bind(device.value, piece.first);
    const Result<bool> found = read.step();
    if (!found) {
        read.reset();
        return found.error();
    }
    const bool whole =
        found.value() && m_tailCoder.unpack(read.blob(2), read.count(0), read.count(1), samples);
    read.reset();
    if (whole) return {};
    return Error{ErrorCode::FileDamaged, "'" + m_database.path() +
                                             "' changed while it was recorded. Check the disk and "
                                             "record to another file."};
}

Result<void> SessionStore::removeTail(DeviceId device, const TailPiece& piece) {
    m_statements.removeTail.bind(device.value, piece.first);
    return m_statements.removeTail.run();
}

Result<void> SessionStore::readTails(const std::function<void(DeviceId, const TailPiece&)>& take) {
    auto tails = m_database.prepare(
        "SELECT device, first_sequence, last_sequence, samples, level FROM tail "
        "ORDER BY device, first_sequence");
    if (!tails) return tails.error();
    SqliteStatement& tail = tails.value();
    for (;;) {
        const Result<bool> found = tail.step();
        if (!found) return found.error();
        if (!found.value()) return {};
        take(DeviceId{static_cast<std::uint32_t>(tail.integer(0))},
             {tail.count(1), tail.count(2), tail.count(3), static_cast<int>(tail.integer(4))});
    }
}

Result<void> SessionStore::readDurable(
    const std::function<void(DeviceId, Sequence last, std::uint64_t samples)>& take) {
    auto marks = m_database.prepare("SELECT device, sequence, samples FROM durable");
    if (!marks) return marks.error();
    SqliteStatement& mark = marks.value();
    for (;;) {
        const Result<bool> found = mark.step();
        if (!found) return found.error();
        if (!found.value()) return {};
        take(DeviceId{static_cast<std::uint32_t>(mark.integer(0))}, mark.count(1), mark.count(2));
    }
}

Result<void> SessionStore::putDurable(DeviceId device, Sequence sequence, std::uint64_t samples,
                                      std::int64_t wallNs) {
    m_statements.durable.bind(device.value, sequence, samples, wallNs);
    return m_statements.durable.run();
}

Result<void> SessionStore::putGap(DeviceId device, const Gap& gap) {
    m_statements.gap.bind(device.value, gap.next, errorCodeName(gap.reason), gap.lost,
                          gap.from.steadyNs, gap.from.wallNs, gap.to.steadyNs, gap.to.wallNs);
    return m_statements.gap.run();
}

Result<void> SessionStore::putEvent(const Event& event) {
    SqliteStatement& put = m_statements.event;
    put.bind(event.time.steadyNs, event.time.wallNs, nullptr, eventKindName(event.kind),
             severityName(event.severity), nullptr, nullptr, nullptr, std::string_view(event.text));
    if (event.device.value != 0) put.bindAt(3, event.device.value);
    if (event.sequence != 0) put.bindAt(6, event.sequence);
    bindTextOrNull(put, 7, event.channel);
    if (event.value) put.bindAt(8, *event.value);
    return put.run();
}

Result<void> SessionStore::putCount(DeviceId device, std::string_view counter,
                                    std::uint64_t value) {
    m_statements.count.bind(device.value, counter, value);
    return m_statements.count.run();
}

Result<void> SessionStore::putRaw(DeviceId device, const std::vector<RawPiece>& pieces) {
    m_rawBytes.clear();
    std::uint64_t size = 0;
    for (const RawPiece& piece : pieces) {
        appendLittleEndian(m_rawBytes, static_cast<std::uint64_t>(piece.kind));
        appendLittleEndian(m_rawBytes, static_cast<std::uint64_t>(piece.time.steadyNs));
        appendLittleEndian(m_rawBytes, static_cast<std::uint64_t>(piece.time.wallNs));
        appendLittleEndian(m_rawBytes, piece.firstByte);
        appendLittleEndian(m_rawBytes, piece.bytes.size());
        size += piece.bytes.size();
    }
    for (const RawPiece& piece : pieces)
        m_rawBytes += piece.bytes;
    SqliteStatement& put = m_statements.raw;
    put.bind(device.value, pieces.front().firstByte, size, std::uint64_t{pieces.size()},
             pieces.front().time.wallNs, pieces.back().time.wallNs);
    put.bindBlobAt(7, m_frame.pack(m_rawBytes));
    return put.run();
}

}  // namespace telemetryhub::engine

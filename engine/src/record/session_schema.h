// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "telemetryhub/engine/core/ids.h"

namespace telemetryhub::engine {

/// Source: session_format.md
inline constexpr std::int64_t kSessionApplicationId = 0x54485542;  // "THUB"
inline constexpr std::int64_t kSessionFormatVersion = 1;
/// Of a file to which its log and its tail file belong.
inline constexpr std::int64_t kUnfinishedFormatVersion = 2;
/// The fact that says which records of the tail file stand behind the tables.
inline constexpr const char* kTailGenerationFact = "tail_generation";

/// A table of a session file: its columns in their order, but for the `checksum` behind them.
struct SessionTable {
    std::string_view name;
    std::string_view columns;
    /// Of them, how many from the first on are in the checksum.
    int checked;

    /// With a parameter for each column.
    [[nodiscard]] std::string insert() const;
    [[nodiscard]] std::string insertOrReplace() const;
    /// The first column is one more than the largest there is; a parameter for each other one.
    [[nodiscard]] std::string insertNumbered() const;
    /// All columns, then whether the checksum is right; `rest` follows.
    [[nodiscard]] std::string select(std::string_view rest = {}) const;
    /// True where the checksum is right.
    [[nodiscard]] std::string isSound() const;
};

inline constexpr SessionTable kFactTable{"session", "key, value", 2};
/// The key of the fact that says when the stream of a device began, and what it begins with.
inline constexpr std::string_view kStreamStartFact = "stream_start_ns/";
[[nodiscard]] std::string streamStartFact(DeviceId device);

inline constexpr SessionTable kDeviceTable{"device", "id, name, specification, profile", 4};
inline constexpr SessionTable kChannelTable{
    "channel", "device, number, name, unit, decimals, colour, low, high", 8};
inline constexpr SessionTable kChunkTable{
    "chunk",
    "device, first_sequence, last_sequence, samples, from_steady_ns, to_steady_ns, from_wall_ns, "
    "to_wall_ns, channels, rows",
    10};
inline constexpr SessionTable kSeriesTable{
    "series", "device, channel, first_sequence, present, min, max, last, data", 8};
inline constexpr SessionTable kDataTable{"data", "id, bytes", 2};
inline constexpr SessionTable kTailTable{
    "tail",
    "device, first_sequence, last_sequence, samples, from_steady_ns, to_steady_ns, from_wall_ns, "
    "to_wall_ns, channels, level, bytes",
    11};
inline constexpr SessionTable kDurableTable{"durable", "device, sequence, samples, wall_ns", 4};
inline constexpr SessionTable kGapTable{
    "gap",
    "device, next_sequence, reason, lost, from_steady_ns, from_wall_ns, to_steady_ns, to_wall_ns",
    8};
inline constexpr SessionTable kEventTable{
    "event", "id, steady_ns, wall_ns, device, kind, severity, sequence, channel, value, text", 10};
inline constexpr SessionTable kLedgerTable{"ledger", "device, counter, value", 3};
/// The bytes are checked by their frame: to reckon with them would read them all.
inline constexpr SessionTable kRawTable{
    "raw", "id, device, first_byte, size, pieces, from_wall_ns, to_wall_ns, bytes", 7};

inline constexpr const char* kSessionSchema = R"(
PRAGMA application_id = 0x54485542;
PRAGMA user_version = 2;
CREATE TABLE session(
    key TEXT PRIMARY KEY, value, checksum INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE device(
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, specification TEXT NOT NULL, profile TEXT,
    checksum INTEGER NOT NULL);
CREATE TABLE channel(
    device INTEGER NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL, unit TEXT NOT NULL,
    decimals INTEGER, colour TEXT, low REAL, high REAL, checksum INTEGER NOT NULL,
    PRIMARY KEY(device, number)) WITHOUT ROWID;
CREATE TABLE chunk(
    device INTEGER NOT NULL, first_sequence INTEGER NOT NULL, last_sequence INTEGER NOT NULL,
    samples INTEGER NOT NULL, from_steady_ns INTEGER NOT NULL, to_steady_ns INTEGER NOT NULL,
    from_wall_ns INTEGER NOT NULL, to_wall_ns INTEGER NOT NULL, channels BLOB NOT NULL,
    rows INTEGER NOT NULL, checksum INTEGER NOT NULL,
    PRIMARY KEY(device, first_sequence)) WITHOUT ROWID;
CREATE TABLE series(
    device INTEGER NOT NULL, channel INTEGER NOT NULL, first_sequence INTEGER NOT NULL,
    present INTEGER NOT NULL, min REAL, max REAL, last REAL, data INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    PRIMARY KEY(device, channel, first_sequence)) WITHOUT ROWID;
CREATE TABLE data(id INTEGER PRIMARY KEY, bytes BLOB NOT NULL, checksum INTEGER NOT NULL);
CREATE TABLE tail(
    device INTEGER NOT NULL, first_sequence INTEGER NOT NULL, last_sequence INTEGER NOT NULL,
    samples INTEGER NOT NULL, from_steady_ns INTEGER NOT NULL, to_steady_ns INTEGER NOT NULL,
    from_wall_ns INTEGER NOT NULL, to_wall_ns INTEGER NOT NULL, channels INTEGER NOT NULL,
    level INTEGER NOT NULL, bytes BLOB NOT NULL, checksum INTEGER NOT NULL,
    PRIMARY KEY(device, first_sequence)) WITHOUT ROWID;
CREATE TABLE durable(
    device INTEGER PRIMARY KEY, sequence INTEGER NOT NULL, samples INTEGER NOT NULL,
    wall_ns INTEGER NOT NULL, checksum INTEGER NOT NULL);
CREATE TABLE gap(
    device INTEGER NOT NULL, next_sequence INTEGER NOT NULL, reason TEXT NOT NULL,
    lost INTEGER NOT NULL, from_steady_ns INTEGER NOT NULL, from_wall_ns INTEGER NOT NULL,
    to_steady_ns INTEGER NOT NULL, to_wall_ns INTEGER NOT NULL, checksum INTEGER NOT NULL,
    PRIMARY KEY(device, next_sequence, reason)) WITHOUT ROWID;
CREATE TABLE event(
    id INTEGER PRIMARY KEY, steady_ns INTEGER NOT NULL, wall_ns INTEGER NOT NULL, device INTEGER,
    kind TEXT NOT NULL, severity TEXT NOT NULL, sequence INTEGER, channel TEXT, value REAL,
    text TEXT NOT NULL, checksum INTEGER NOT NULL);
CREATE TABLE ledger(
    device INTEGER NOT NULL, counter TEXT NOT NULL, value INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    PRIMARY KEY(device, counter)) WITHOUT ROWID;
CREATE TABLE raw(
    id INTEGER PRIMARY KEY, device INTEGER NOT NULL, first_byte INTEGER NOT NULL,
    size INTEGER NOT NULL, pieces INTEGER NOT NULL, from_wall_ns INTEGER NOT NULL,
    to_wall_ns INTEGER NOT NULL, bytes BLOB NOT NULL, checksum INTEGER NOT NULL);
)";

}  // namespace telemetryhub::engine

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace telemetryhub::engine {

/// Source: session_format.md
inline constexpr std::int64_t kSessionApplicationId = 0x54485542;  // "THUB"
inline constexpr std::int64_t kSessionFormatVersion = 1;

inline constexpr const char* kSessionSchema = R"(
PRAGMA application_id = 0x54485542;
PRAGMA user_version = 1;
CREATE TABLE session(key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE device(
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, specification TEXT NOT NULL, profile TEXT);
CREATE TABLE channel(
    device INTEGER NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL, unit TEXT NOT NULL,
    decimals INTEGER, colour TEXT, low REAL, high REAL,
    PRIMARY KEY(device, number)) WITHOUT ROWID;
CREATE TABLE chunk(
    device INTEGER NOT NULL, first_sequence INTEGER NOT NULL, last_sequence INTEGER NOT NULL,
    samples INTEGER NOT NULL, from_steady_ns INTEGER NOT NULL, to_steady_ns INTEGER NOT NULL,
    from_wall_ns INTEGER NOT NULL, to_wall_ns INTEGER NOT NULL, rows INTEGER NOT NULL,
    PRIMARY KEY(device, first_sequence)) WITHOUT ROWID;
CREATE TABLE series(
    device INTEGER NOT NULL, channel INTEGER NOT NULL, first_sequence INTEGER NOT NULL,
    present INTEGER NOT NULL, min REAL, max REAL, last REAL, data INTEGER NOT NULL,
    PRIMARY KEY(device, channel, first_sequence)) WITHOUT ROWID;
CREATE TABLE data(id INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
CREATE TABLE tail(
    device INTEGER NOT NULL, first_sequence INTEGER NOT NULL, last_sequence INTEGER NOT NULL,
    samples INTEGER NOT NULL, from_steady_ns INTEGER NOT NULL, to_steady_ns INTEGER NOT NULL,
    from_wall_ns INTEGER NOT NULL, to_wall_ns INTEGER NOT NULL, channels INTEGER NOT NULL,
    level INTEGER NOT NULL, bytes BLOB NOT NULL,
    PRIMARY KEY(device, first_sequence)) WITHOUT ROWID;
CREATE TABLE durable(
    device INTEGER PRIMARY KEY, sequence INTEGER NOT NULL, samples INTEGER NOT NULL,
    wall_ns INTEGER NOT NULL);
CREATE TABLE gap(
    device INTEGER NOT NULL, next_sequence INTEGER NOT NULL, reason TEXT NOT NULL,
    lost INTEGER NOT NULL, from_steady_ns INTEGER NOT NULL, from_wall_ns INTEGER NOT NULL,
    to_steady_ns INTEGER NOT NULL, to_wall_ns INTEGER NOT NULL,
    PRIMARY KEY(device, next_sequence, reason)) WITHOUT ROWID;
CREATE TABLE event(
    id INTEGER PRIMARY KEY, steady_ns INTEGER NOT NULL, wall_ns INTEGER NOT NULL, device INTEGER,
    kind TEXT NOT NULL, severity TEXT NOT NULL, sequence INTEGER, channel TEXT, value REAL,
    text TEXT NOT NULL);
CREATE TABLE ledger(
    device INTEGER NOT NULL, counter TEXT NOT NULL, value INTEGER NOT NULL,
    PRIMARY KEY(device, counter)) WITHOUT ROWID;
CREATE TABLE raw(
    id INTEGER PRIMARY KEY, device INTEGER NOT NULL, first_byte INTEGER NOT NULL,
    size INTEGER NOT NULL, pieces INTEGER NOT NULL, from_wall_ns INTEGER NOT NULL,
    to_wall_ns INTEGER NOT NULL, bytes BLOB NOT NULL);
)";

}  // namespace telemetryhub::engine

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <tuple>
#include <vector>

#include "telemetryhub/engine/record/session_reader.h"

namespace telemetryhub::engine {

/// Times and values of chunks, decoded when they are first asked for; the longest unused ones go.
///
/// Threads: confined to one thread.
class DecodedChunks {
public:
    using Times = std::shared_ptr<const std::vector<std::int64_t>>;
    using Values = std::shared_ptr<const std::vector<double>>;

    /// \pre `reader` outlives this object
    DecodedChunks(SessionReader& reader, std::size_t mostBytes)
        : m_reader(reader), m_mostBytes(mostBytes) {}

    /// Steady times; empty when they cannot be read.
    [[nodiscard]] Times times(DeviceId device, std::size_t chunk);
    /// Absent where they cannot be read.
    [[nodiscard]] Values values(DeviceId device, std::size_t chunk, std::size_t channel);

private:
    using Key = std::tuple<DeviceId, std::size_t, std::size_t>;
    struct Entry {
        Times times;
        Values values;
        std::size_t bytes = 0;
        std::list<Key>::iterator use;
    };
    [[nodiscard]] Entry* find(const Key& key);
    Entry& add(const Key& key, Entry entry);

    SessionReader& m_reader;
    const std::size_t m_mostBytes;
    std::size_t m_bytes = 0;
    std::map<Key, Entry> m_entries;
    std::list<Key> m_uses;  // the newest first
};

}  // namespace telemetryhub::engine

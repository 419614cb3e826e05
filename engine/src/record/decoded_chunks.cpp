// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/decoded_chunks.h"

#include <limits>
#include <utility>

#include "telemetryhub/engine/record/sample_columns.h"

namespace telemetryhub::engine {

namespace {

constexpr std::size_t kTimes = std::numeric_limits<std::size_t>::max();

}  // namespace

DecodedChunks::Times DecodedChunks::times(DeviceId device, std::size_t chunk) {
    const Key key{device, chunk, kTimes};
    if (const Entry* known = find(key)) return known->times;
    SampleColumns samples;
    if (!m_reader.read(device, m_reader.chunks(device)[chunk], {}, samples)) samples.clear();
    Entry entry;
    entry.bytes = samples.size() * sizeof(std::int64_t);
    entry.times = std::make_shared<const std::vector<std::int64_t>>(std::move(samples.steadyNs));
    return add(key, std::move(entry)).times;
}

DecodedChunks::Values DecodedChunks::values(DeviceId device, std::size_t chunk,
                                            std::size_t channel) {
    const Key key{device, chunk, channel};
    if (const Entry* known = find(key)) return known->values;
    std::vector<double> values;
    m_reader.readValues(device, m_reader.chunks(device)[chunk], channel, values);
    Entry entry;
    entry.bytes = values.size() * sizeof(double);
    entry.values = std::make_shared<const std::vector<double>>(std::move(values));
    return add(key, std::move(entry)).values;
}

DecodedChunks::Entry* DecodedChunks::find(const Key& key) {
    const auto found = m_entries.find(key);
    if (found == m_entries.end()) return nullptr;
    m_uses.splice(m_uses.begin(), m_uses, found->second.use);
    return &found->second;
}

DecodedChunks::Entry& DecodedChunks::add(const Key& key, Entry entry) {
    while (!m_uses.empty() && m_bytes + entry.bytes > m_mostBytes) {
        const auto oldest = m_entries.find(m_uses.back());
        m_bytes -= oldest->second.bytes;
        m_entries.erase(oldest);
        m_uses.pop_back();
    }
    m_uses.push_front(key);
    entry.use = m_uses.begin();
    m_bytes += entry.bytes;
    return m_entries.emplace(key, std::move(entry)).first->second;
}

}  // namespace telemetryhub::engine

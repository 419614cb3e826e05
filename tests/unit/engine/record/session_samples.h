// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <random>
#include <string>
#include <vector>

#include <QDir>
#include <QFileInfo>
#include <QString>

#include "telemetryhub/engine/core/sample_block.h"
#include "telemetryhub/engine/record/sample_columns.h"
#include "telemetryhub/engine/record/session_reader.h"
#include "telemetryhub/engine/record/session_writer.h"

namespace telemetryhub::engine {

/// Makes the blocks of one device and remembers every sample.
class SampleSource {
public:
    SampleSource(BlockPool& pool, DeviceId device, std::size_t channels)
        : m_pool(pool), m_device(device), m_random(device.value) {
        growTo(channels);
    }

    void growTo(std::size_t channels) {
        std::vector<Channel> all;
        for (std::size_t i = 0; i < channels; ++i)
            all.push_back({"ch" + std::to_string(i), i % 2 ? "V" : "", std::nullopt});
        m_channels = std::make_shared<const ChannelSet>(std::move(all));
    }
    void skip(Sequence samples) { m_next += samples; }

    BlockRef block(std::size_t rows) {
        BlockRef block = m_pool.acquire(m_device, m_next, m_channels);
        std::vector<double> values(m_channels->size());
        for (std::size_t row = 0; row < rows; ++row) {
            m_time.steadyNs += 1'000'000;
            m_time.wallNs += 1'000'000 + static_cast<std::int64_t>(m_random() % 100);
            for (double& value : values)
                value = nextValue();
            block.writable().append(m_time, values);
        }
        m_next += rows;
        m_truth.append(*block);
        return block;
    }

    [[nodiscard]] const SampleColumns& truth() const { return m_truth; }
    [[nodiscard]] DeviceId device() const { return m_device; }

private:
    double nextValue() {
        switch (m_random() % 8) {
            case 0: return kAbsent;
            case 1: return std::bit_cast<double>(std::uint64_t{m_random()} << 32 | m_random());
            default: return static_cast<double>(m_random() % 4096) / 100;
        }
    }

    BlockPool& m_pool;
    DeviceId m_device;
    ChannelSetPtr m_channels;
    std::minstd_rand m_random;
    ReadTime m_time{1'000'000'000, 1'700'000'000'000'000'000};
    Sequence m_next = 1;
    SampleColumns m_truth;
};

/// For QTemporaryDir: in memory where there is such a folder, so that no disk is slow to sync.
inline QString quickFolder() {
    const QFileInfo memory(QStringLiteral("/dev/shm"));
    return (memory.isDir() && memory.isWritable() ? memory.filePath() : QDir::tempPath()) +
           QStringLiteral("/telemetryhub-XXXXXX");
}

/// Everything that a file holds of a device.
inline SampleColumns storedSamples(SessionReader& reader, DeviceId device) {
    SampleColumns all;
    SampleSelection selection;
    selection.device = device;
    for (std::size_t i = 0; i < reader.info().find(device)->channels->size(); ++i)
        selection.channels.push_back(i);
    reader.readSamples(selection, [&all](const SampleColumns& samples) {
        all.append(samples);
        return true;
    });
    return all;
}

/// The first difference, or nothing. Doubles are compared bit by bit.
inline std::string differenceOf(const SampleColumns& stored, const SampleColumns& truth) {
    if (stored.sequences != truth.sequences)
        return "sequences: " + std::to_string(stored.size()) + " of " +
               std::to_string(truth.size());
    if (stored.steadyNs != truth.steadyNs || stored.wallNs != truth.wallNs) return "times";
    for (std::size_t i = 0; i < truth.columns.size(); ++i)
        for (std::size_t row = 0; row < truth.size(); ++row)
            if (std::bit_cast<std::uint64_t>(stored.columns[i][row]) !=
                std::bit_cast<std::uint64_t>(truth.columns[i][row]))
                return "channel " + std::to_string(i) + ", row " + std::to_string(row);
    return {};
}

}  // namespace telemetryhub::engine

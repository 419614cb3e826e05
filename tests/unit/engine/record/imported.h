// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <map>
#include <string>
#include <vector>

#include <QFile>
#include <QTemporaryDir>

#include "telemetryhub/engine/record/csv_import.h"

namespace telemetryhub::engine {

/// A sample as an import handed it on.
struct ImportedSample {
    Sequence sequence = 0;
    ReadTime time;
    std::vector<std::uint64_t> bits;  ///< of the values
};

inline std::uint64_t bitsOf(double value) {
    return std::bit_cast<std::uint64_t>(value);
}

/// Keeps what an import hands on.
class Imported final : public CsvImportSink {
public:
    void device(DeviceId id, const std::string& name) override { names[id] = name; }
    Result<void> block(const BlockRef& block) override {
        if (++blocks == failingBlock) return Error{ErrorCode::StorageFailed, "the sink is full"};
        announced = announced && names.contains(block->device());
        for (std::size_t row = 0; row < block->size(); ++row) {
            ImportedSample sample{
                block->firstSequence() + row, {block->steadyNs()[row], block->wallNs()[row]}, {}};
            for (std::size_t i = 0; i < block->channelCount(); ++i)
                sample.bits.push_back(bitsOf(block->column(i)[row]));
            samples[block->device()].push_back(sample);
        }
        return {};
    }
    [[nodiscard]] std::vector<double> column(std::size_t channel, DeviceId device = {1}) const {
        std::vector<double> values;
        for (const ImportedSample& sample : samples.at(device))
            values.push_back(channel < sample.bits.size()
                                 ? std::bit_cast<double>(sample.bits[channel])
                                 : kAbsent);
        return values;
    }

    std::map<DeviceId, std::string> names;
    std::map<DeviceId, std::vector<ImportedSample>> samples;
    int blocks = 0;
    int failingBlock = 0;   ///< from 1; 0: never
    bool announced = true;  ///< every block came behind its device
};

/// Imports texts as files.
struct ImportBench {
    [[nodiscard]] std::string path(const char* name = "bench.csv") const {
        return folder.filePath(QLatin1String(name)).toStdString();
    }
    [[nodiscard]] Result<CsvImportSummary> import(const std::string& text,
                                                  const CsvProgress& progress = {}) {
        QFile file(QString::fromStdString(path()));
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate)) qFatal("no temporary file");
        file.write(text.data(), static_cast<qint64>(text.size()));
        file.close();
        return importCsv(path(), pool, sink, progress);
    }

    QTemporaryDir folder;
    BlockPool pool;
    Imported sink;
};

inline std::string channelTitles(const CsvImportedDevice& device) {
    std::string titles;
    for (const Channel& channel : device.channels->channels())
        titles += (titles.empty() ? "" : "|") + channel.name +
                  (channel.unit.empty() ? "" : " [" + channel.unit + "]");
    return titles;
}

}  // namespace telemetryhub::engine

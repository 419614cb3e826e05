// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "record/descriptor.h"
#include "record/part_file.h"
#include "telemetryhub/engine/record/csv_target.h"

namespace telemetryhub::engine {

/// A CSV file of an export: whole under its name or not there. It can be rewritten with a wider
/// header or continue in a further file.
class CsvFile final : public CsvTarget {
public:
    /// Creates the part of it.
    [[nodiscard]] static Result<std::unique_ptr<CsvTarget>> create(const std::string& path,
                                                                   std::uint64_t rewriteLimit);

    Result<void> writeHeader(std::string_view header) override;
    Result<void> write(std::string_view rows) override;
    Result<void> sync() override;
    /// \pre no write failed
    Result<void> complete() override;
    [[nodiscard]] bool canSync() const override { return true; }
    [[nodiscard]] bool canWiden() const override { return true; }
    Result<Widened> widen(const CsvWidening& widening) override;
    [[nodiscard]] std::uint64_t writtenBytes() const override { return m_earlierBytes + m_bytes; }
    [[nodiscard]] std::string path() const override { return m_path; }

private:
    CsvFile(std::string path, std::uint64_t rewriteLimit);
    /// Goes on in a new file.
    Result<void> begin(const std::string& path);
    [[nodiscard]] const Descriptor& descriptor() const {
        return m_part ? m_part->descriptor() : m_descriptor;
    }
    Result<void> rewrite(const CsvWidening& widening);
    Result<void> continueInNext(const CsvWidening& widening);

    Descriptor m_descriptor;               // of a file that has its name
    std::optional<PartFile> m_part;        // of one that has not
    std::vector<PartFile> m_earlierParts;  // whole, without their names
    std::string m_path;
    std::string m_firstPath;
    int m_fileNumber = 1;
    std::uint64_t m_rewriteLimit;
    std::uint64_t m_headerBytes = 0;
    std::uint64_t m_bytes = 0;  // of the present file, whole rows
    std::uint64_t m_earlierBytes = 0;
};

}  // namespace telemetryhub::engine

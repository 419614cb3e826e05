// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "record/descriptor.h"
#include "telemetryhub/engine/record/csv_target.h"

namespace telemetryhub::engine {

/// A CSV file on a disk, which can be rewritten with a wider header or continue in a further file.
///
/// A write that fails is cut off again, so that the file ends with a whole row.
class CsvFile final : public CsvTarget {
public:
    /// Creates the file; one that exists is kept as `FILE~`.
    [[nodiscard]] static Result<std::unique_ptr<CsvTarget>> create(const std::string& path,
                                                                   std::uint64_t rewriteLimit);

    Result<void> writeHeader(std::string_view header) override;
    Result<void> write(std::string_view rows) override;
    Result<void> sync() override;
    [[nodiscard]] bool canSync() const override { return true; }
    [[nodiscard]] bool canWiden() const override { return true; }
    Result<Widened> widen(const CsvWidening& widening) override;
    [[nodiscard]] std::uint64_t writtenBytes() const override { return m_earlierBytes + m_bytes; }
    [[nodiscard]] std::string path() const override { return m_path; }

private:
    CsvFile(Descriptor descriptor, std::string path, std::uint64_t rewriteLimit);
    Result<void> rewrite(const CsvWidening& widening);
    /// The length of what was written.
    [[nodiscard]] Result<std::uint64_t> copyWidened(const CsvWidening& widening,
                                                    const Descriptor& out) const;
    Result<void> continueInNext(const CsvWidening& widening);

    Descriptor m_descriptor;
    std::string m_path;
    std::string m_firstPath;
    int m_fileNumber = 1;
    std::uint64_t m_rewriteLimit;
    std::uint64_t m_headerBytes = 0;
    std::uint64_t m_bytes = 0;  // of the present file, whole rows
    std::uint64_t m_earlierBytes = 0;
};

}  // namespace telemetryhub::engine

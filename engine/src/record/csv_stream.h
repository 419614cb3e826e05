// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "record/descriptor.h"
#include "telemetryhub/engine/record/csv_target.h"

namespace telemetryhub::engine {

/// Standard output, a pipe or a device: what is written cannot be changed any more.
class CsvStream final : public CsvTarget {
public:
    /// Takes a descriptor that waits; `path` is for messages.
    CsvStream(Descriptor descriptor, std::string path);

    Result<void> writeHeader(std::string_view header) override { return write(header); }
    Result<void> write(std::string_view rows) override;
    Result<void> sync() override;
    /// Standard output may be a file.
    [[nodiscard]] bool canSync() const override { return m_isFile; }
    [[nodiscard]] bool canWiden() const override { return false; }
    Result<Widened> widen(const CsvWidening& widening) override;
    [[nodiscard]] std::uint64_t writtenBytes() const override { return m_bytes; }
    [[nodiscard]] std::string path() const override { return m_path; }

private:
    Descriptor m_descriptor;
    std::string m_path;
    bool m_isFile = false;
    std::uint64_t m_bytes = 0;
};

}  // namespace telemetryhub::engine

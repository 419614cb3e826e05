// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include "csv_table.h"

namespace telemetryhub::test {

/// One run of a command that ends by itself.
struct Answer {
    int exitCode = -1;
    QByteArray output;
    QByteArray errorOutput;
};
[[nodiscard]] Answer answerOf(const QStringList& arguments);

/// What `telemetryhub info FILE --json` prints; nothing when its exit code is not 0.
[[nodiscard]] std::optional<QJsonObject> sessionInfo(const QString& file);
/// A device of it by its place.
[[nodiscard]] QJsonObject deviceOf(const QJsonObject& info, int place = 0);
/// The same as a number of the device.
[[nodiscard]] qint64 countOf(const QJsonObject& device, const char* key);

/// What `telemetryhub export FILE --csv -` prints; empty when its exit code is not 0.
[[nodiscard]] QByteArray exportText(const QString& file, const QStringList& more = {});
[[nodiscard]] CsvTable exportTable(const QString& file, const QStringList& more = {});

/// The files of a recording that went on in others: `NAME.thub`, `NAME.2.thub`, ...
[[nodiscard]] QStringList filesOfRecording(const QString& first);

/// Lines of three numbers that a device sends, and their texts, for any run of row numbers.
///
/// The first is the number of the row, the second has three decimals, the third any digits.
struct NumberedRows {
    static constexpr const char* kTitles = "number,volt,noise";
    [[nodiscard]] static std::vector<std::string> row(std::size_t number);
    /// Rows `first` to before `last`.
    [[nodiscard]] static std::string lines(std::size_t first, std::size_t last);
    /// The first way in which values differ from rows 0, 1, 2, ... bit by bit, as a sentence;
    /// empty when they are the same.
    [[nodiscard]] static std::string differenceFrom(
        const std::vector<std::vector<std::string>>& values, std::size_t firstNumber = 0);
};

/// The whole content; empty when it cannot be read.
[[nodiscard]] QByteArray fileContent(const QString& path);

}  // namespace telemetryhub::test

// SPDX-License-Identifier: GPL-3.0-or-later
#include "session.h"

#include <array>
#include <bit>
#include <charconv>
#include <cstdint>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include "program.h"

namespace telemetryhub::test {

namespace {

std::string shortest(double number) {
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
    return {text.data(), end};
}

bool isSameNumber(const std::string& sent, const std::string& stored) {
    const auto a = numberIn(sent);
    const auto b = numberIn(stored);
    return a && b && std::bit_cast<std::uint64_t>(*a) == std::bit_cast<std::uint64_t>(*b);
}

/// Any number, the same for the same `seed` (SplitMix64, Steele and others, 2014).
std::uint64_t scattered(std::uint64_t seed) {
    seed += 0x9e3779b97f4a7c15U;
    seed = (seed ^ (seed >> 30U)) * 0xbf58476d1ce4e5b9U;
    seed = (seed ^ (seed >> 27U)) * 0x94d049bb133111ebU;
    return seed ^ (seed >> 31U);
}

}  // namespace

Answer answerOf(const QStringList& arguments) {
    Program program(arguments);
    const int code = program.waitForExit();
    return {code, program.output(), program.errorOutput()};
}

std::optional<QJsonObject> sessionInfo(const QString& file) {
    const Answer answer = answerOf({QStringLiteral("info"), file, QStringLiteral("--json")});
    if (answer.exitCode != 0) return std::nullopt;
    return QJsonDocument::fromJson(answer.output).object();
}

QJsonObject deviceOf(const QJsonObject& info, int place) {
    return info.value(QStringLiteral("devices")).toArray().at(place).toObject();
}

qint64 countOf(const QJsonObject& device, const char* key) {
    return device.value(QLatin1String(key)).toInteger(-1);
}

QByteArray exportText(const QString& file, const QStringList& more) {
    const QStringList command{QStringLiteral("export"), file, QStringLiteral("--csv"),
                              QStringLiteral("-")};
    const Answer answer = answerOf(command + more);
    return answer.exitCode == 0 ? answer.output : QByteArray{};
}

CsvTable exportTable(const QString& file, const QStringList& more) {
    return CsvTable::parse(exportText(file, more).toStdString());
}

QStringList filesOfRecording(const QString& first) {
    QStringList files;
    QString file = first;
    for (int number = 2; QFile::exists(file); ++number) {
        files << file;
        file = first.chopped(5) + QStringLiteral(".%1.thub").arg(number);
    }
    return files;
}

std::vector<std::string> NumberedRows::row(std::size_t number) {
    const auto thousandths = static_cast<std::int64_t>(scattered(number) % 200'000) - 100'000;
    const double noise = static_cast<double>(scattered(~number)) / 3e18;
    return {std::to_string(number), shortest(static_cast<double>(thousandths) / 1000),
            shortest(noise)};
}

std::string NumberedRows::lines(std::size_t first, std::size_t last) {
    std::string text;
    for (std::size_t number = first; number < last; ++number) {
        const auto cells = row(number);
        text += cells[0] + ',' + cells[1] + ',' + cells[2] + '\n';
    }
    return text;
}

std::string NumberedRows::differenceFrom(const std::vector<std::vector<std::string>>& values,
                                         std::size_t firstNumber) {
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto sent = row(firstNumber + i);
        if (values[i].size() != sent.size()) return "row " + std::to_string(i) + " is not whole";
        for (std::size_t cell = 0; cell < sent.size(); ++cell)
            if (!isSameNumber(sent[cell], values[i][cell]))
                return "row " + std::to_string(i) + ": " + sent[cell] + " became " +
                       values[i][cell];
    }
    return {};
}

QByteArray fileContent(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
}

}  // namespace telemetryhub::test

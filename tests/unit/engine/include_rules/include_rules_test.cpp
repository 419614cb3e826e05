// SPDX-License-Identifier: GPL-3.0-or-later
#include "include_rules.h"

#include <string>
#include <vector>

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QtTest>

using namespace telemetryhub::engine;

namespace {

const QDir& sourceDir() {
    static const QDir kDir(QStringLiteral(TH_SOURCE_DIR));
    return kDir;
}

std::string contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string{};
}

/// Looks in the folders of the installed Qt; `<QtGui/QImage>` names its module itself.
std::optional<std::string> installedQtModuleOf(std::string_view header) {
    const QString name = QString::fromUtf8(header.data(), static_cast<qsizetype>(header.size()));
    if (name.contains(QLatin1Char('/'))) return name.section(QLatin1Char('/'), 0, 0).toStdString();
    const QStringList roots =
        QStringLiteral(TH_QT_INCLUDE_DIRS).split(QLatin1Char('|'), Qt::SkipEmptyParts);
    for (const QString& root : roots) {
        const QStringList modules =
            QDir(root).entryList({QStringLiteral("Qt*")}, QDir::Dirs | QDir::NoDotAndDotDot);
        for (const QString& module : modules) {
            if (QFile::exists(root + QLatin1Char('/') + module + QLatin1Char('/') + name))
                return module.toStdString();
        }
    }
    return std::nullopt;
}

std::vector<std::string> uiFolders() {
    std::vector<std::string> folders;
    const QDir dir(sourceDir().filePath(QStringLiteral("ui/src")));
    for (const QString& name : dir.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        folders.push_back(name.toStdString());
    return folders;
}

QStringList sourceFiles(const QString& area) {
    QStringList files;
    QDirIterator iterator(sourceDir().filePath(area),
                          {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files,
                          QDirIterator::Subdirectories);
    while (iterator.hasNext())
        files << sourceDir().relativeFilePath(iterator.next());
    files.sort();
    return files;
}

}  // namespace

class IncludeRulesTest : public QObject {
    Q_OBJECT

private slots:
    void everySourceIncludesOnlyWhatTheTableAllows_data();
    void everySourceIncludesOnlyWhatTheTableAllows();
    void theTableIsTheOneInTheReadme();
    void aForbiddenIncludeIsNamedWithFileLineAndTheAllowedOnes();
    void forbiddenIncludesAreFound_data();
    void forbiddenIncludesAreFound();
    void allowedIncludesPass_data();
    void allowedIncludesPass();
    void aFileOutsideTheTableIsFound();

private:
    IncludeRules m_rules{uiFolders(), installedQtModuleOf};
};

void IncludeRulesTest::everySourceIncludesOnlyWhatTheTableAllows_data() {
    QTest::addColumn<QString>("area");
    for (const char* area : {"engine", "ui", "app"})
        QTest::newRow(area) << QString::fromLatin1(area);
}

void IncludeRulesTest::everySourceIncludesOnlyWhatTheTableAllows() {
    QFETCH(QString, area);
    const QStringList files = sourceFiles(area);
    QVERIFY2(!files.isEmpty(), "no sources were found");

    std::string report;
    for (const QString& file : files) {
        const std::string content = contentOf(sourceDir().filePath(file));
        for (const IncludeViolation& violation : m_rules.check(file.toStdString(), content))
            report += violation.text() + "\n";
    }

    QVERIFY2(report.empty(), report.c_str());
}

void IncludeRulesTest::theTableIsTheOneInTheReadme() {
    const QString readme =
        QString::fromStdString(contentOf(sourceDir().filePath(QStringLiteral("engine/README.md"))));
    const QRegularExpression row(QStringLiteral("^\\| ([a-z]+) \\| [^|]+ \\| ([^|]+) \\|$"),
                                 QRegularExpression::MultilineOption);

    std::map<std::string, std::set<std::string>> table;
    for (const QRegularExpressionMatch& match : row.globalMatch(readme)) {
        std::set<std::string>& allowed = table[match.captured(1).toStdString()];
        for (const QString& stage : match.captured(2).split(QLatin1Char(' '))) {
            if (engineStages().contains(stage.toStdString())) allowed.insert(stage.toStdString());
            if (stage != QLatin1String("all")) continue;
            for (const auto& [name, others] : engineStages())
                if (name != match.captured(1).toStdString()) allowed.insert(name);
        }
    }

    std::erase_if(table, [](const auto& each) { return !engineStages().contains(each.first); });
    QCOMPARE(table, engineStages());
}

void IncludeRulesTest::aForbiddenIncludeIsNamedWithFileLineAndTheAllowedOnes() {
    const std::string content = "#pragma once\n\n#include <vector>\n  #  include \"bus/bus.h\"\n";

    const std::vector<IncludeViolation> found = m_rules.check("engine/src/decode/a.cpp", content);

    QCOMPARE(found.size(), std::size_t{1});
    QCOMPARE(found.front().text(),
             std::string("engine/src/decode/a.cpp:4: \"bus/bus.h\"; decode may include: "
                         "telemetryhub/engine/core/ core/ telemetryhub/engine/decode/ decode/, "
                         "no Qt"));
}

void IncludeRulesTest::forbiddenIncludesAreFound_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("include");

    const auto row = [](const char* title, const char* file, const char* include) {
        QTest::newRow(title) << QString::fromLatin1(file) << QString::fromLatin1(include);
    };
    row("Qt in core", "engine/src/core/a.cpp", "<QString>");
    row("Qt by its module in config", "engine/src/config/a.cpp", "<QtCore/QString>");
    row("Qt by its lower-case name", "engine/src/record/a.cpp", "<qglobal.h>");
    row("Qt in a contract header of the history", "engine/include/telemetryhub/engine/history/a.h",
        "<QObject>");
    row("Gui in the gateway", "engine/src/gateway/a.cpp", "<QImage>");
    row("Widgets in a bus", "engine/src/bus/a.cpp", "<QWidget>");
    row("the network in the gateway", "engine/src/gateway/a.cpp", "<QTcpSocket>");
    row("Charts in a device", "engine/src/device/a.cpp", "<QtCharts/QChart>");
    row("an unknown Qt header", "engine/src/bus/a.cpp", "<QNoSuchClass>");
    row("a later stage", "engine/src/pipeline/a.cpp", "\"telemetryhub/engine/gateway/a.h\"");
    row("a neighbour stage", "engine/src/bus/a.cpp", "<telemetryhub/engine/decode/decoder.h>");
    row("a neighbour's private header", "engine/src/record/a.cpp", "\"history/a.h\"");
    row("a private header in the contract", "engine/include/telemetryhub/engine/device/a.h",
        "\"device/a.h\"");
    row("the window in the engine", "engine/src/gateway/a.cpp",
        "\"telemetryhub/ui/main_window.h\"");
    row("the engine's inside in the window", "ui/src/window/a.cpp", "\"pipeline/bounded_queue.h\"");
    row("a way around by the parent folder", "ui/src/window/a.cpp",
        "\"../../engine/src/core/a.h\"");
    row("the engine's inside in the app", "app/main.cpp", "\"gateway/a.h\"");
    row("the window's inside in the app", "app/main.cpp", "\"window/main_window.h\"");
}

void IncludeRulesTest::forbiddenIncludesAreFound() {
    QFETCH(QString, file);
    QFETCH(QString, include);

    const auto found = m_rules.check(file.toStdString(), "#include " + include.toStdString());

    QCOMPARE(found.size(), std::size_t{1});
    QCOMPARE(found.front().include, include.toStdString());
}

void IncludeRulesTest::allowedIncludesPass_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("line");

    const auto row = [](const char* title, const char* file, const char* line) {
        QTest::newRow(title) << QString::fromLatin1(file) << QString::fromLatin1(line);
    };
    row("own folder", "engine/src/core/a.cpp", "#include \"a.h\"");
    row("own stage's contract", "engine/src/core/a.cpp",
        "#include \"telemetryhub/engine/core/clock.h\"");
    row("an earlier stage", "engine/src/device/a.cpp", "#include <telemetryhub/engine/bus/bus.h>");
    row("Qt Core in a bus", "engine/src/bus/a.cpp", "#include <QObject>");
    row("the network in a bus", "engine/src/bus/a.cpp", "#include <QTcpSocket>");
    row("SerialPort in a bus", "engine/src/bus/a.cpp", "#include <QSerialPort>");
    row("the standard library and the system", "engine/src/core/a.cpp", "#include <sys/mman.h>");
    row("a system header that begins with q", "engine/src/core/a.cpp", "#include <queue>");
    row("the contract in the window", "ui/src/window/a.cpp",
        "#include \"telemetryhub/engine/gateway/gateway_core.h\"");
    row("Charts in the window", "ui/src/chart/a.cpp", "#include <QChart>");
    row("the window in the app", "app/main.cpp", "#include \"telemetryhub/ui/main_window.h\"");
    row("an include that is only spoken of", "engine/src/core/a.cpp", "// #include <QString>");
}

void IncludeRulesTest::allowedIncludesPass() {
    QFETCH(QString, file);
    QFETCH(QString, line);

    const auto found = m_rules.check(file.toStdString(), line.toStdString());

    QVERIFY2(found.empty(), found.empty() ? "" : found.front().text().c_str());
}

void IncludeRulesTest::aFileOutsideTheTableIsFound() {
    const auto found = m_rules.check("engine/src/nowhere/a.cpp", "#include <vector>\n");

    QCOMPARE(found.size(), std::size_t{1});
}

QTEST_APPLESS_MAIN(IncludeRulesTest)
#include "include_rules_test.moc"

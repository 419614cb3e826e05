// SPDX-License-Identifier: GPL-3.0-or-later
#include <csignal>
#include <optional>
#include <set>
#include <string>

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include "csv_table.h"
#include "program.h"

using namespace telemetryhub::test;

namespace {

const QString kOffscreen = QStringLiteral("offscreen");

}  // namespace

/// The program with its window, as a whole.
class WindowStartTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void theFirstStartMeasuresTheSimulatedDevice();
    void aLaterStartOpensTheDevicesOfTheLastTime();
    void devicesOfTheCommandLineAreOpenedBeside();
    void aSignalClosesTheWindowInOrder_data();
    void aSignalClosesTheWindowInOrder();
    void withoutADisplayItNamesTheRemedy();

private:
    [[nodiscard]] QStringList arguments(const QStringList& more = {}) const {
        return QStringList{QStringLiteral("--data-dir"), m_dir->path(), QStringLiteral("--csv"),
                           csvPath()} +
               more;
    }
    [[nodiscard]] QString csvPath() const { return m_dir->filePath(QStringLiteral("out.csv")); }
    [[nodiscard]] CsvTable table() const { return CsvTable::read(csvPath().toStdString()); }
    /// Waits until that many samples are in the CSV.
    [[nodiscard]] bool hasRows(std::size_t count) const {
        return QTest::qWaitFor([&] { return table().rows.size() >= count; }, Program::kDeadlineMs);
    }

    std::optional<QTemporaryDir> m_dir;
};

void WindowStartTest::init() {
    m_dir.emplace();
}

void WindowStartTest::theFirstStartMeasuresTheSimulatedDevice() {
    Program program(arguments(), kOffscreen);

    QVERIFY(hasRows(20));
    QVERIFY(program.maps().contains("/platforms/libqoffscreen"));
    program.signal(SIGTERM);

    QCOMPARE(program.waitForExit(), 0);
    QCOMPARE(table().channels().size(), std::size_t{4});
    QVERIFY(table().sequenceIsContiguous());
}

void WindowStartTest::aLaterStartOpensTheDevicesOfTheLastTime() {
    QFile settings(m_dir->filePath(QStringLiteral("telemetryhub.ini")));
    QVERIFY(settings.open(QIODevice::WriteOnly));
    settings.write("[General]\ndevices=sim:demo?id=bench&rate=200&channels=2\n");
    settings.close();
    Program program(arguments(), kOffscreen);

    QVERIFY(hasRows(20));
    program.signal(SIGTERM);

    QCOMPARE(program.waitForExit(), 0);
    QCOMPARE(table().channels().size(), std::size_t{2});
}

void WindowStartTest::devicesOfTheCommandLineAreOpenedBeside() {
    Program program(arguments({QStringLiteral("--device"),
                               QStringLiteral("sim:demo?id=beside&rate=200&channels=1")}),
                    kOffscreen);

    QVERIFY(QTest::qWaitFor(
        [&] {
            const auto devices = table().cells("device");
            const std::set<std::string> seen(devices.begin(), devices.end());
            return seen.contains("beside") && seen.size() == 2;
        },
        Program::kDeadlineMs));
    program.signal(SIGTERM);

    QCOMPARE(program.waitForExit(), 0);
}

void WindowStartTest::aSignalClosesTheWindowInOrder_data() {
    QTest::addColumn<int>("number");
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGTERM") << SIGTERM;
}

void WindowStartTest::aSignalClosesTheWindowInOrder() {
    QFETCH(int, number);
    Program program(arguments(), kOffscreen);
    QVERIFY(hasRows(5));

    program.signal(number);

    QCOMPARE(program.waitForExit(), 0);
    QVERIFY(table().sequenceIsContiguous());
}

void WindowStartTest::withoutADisplayItNamesTheRemedy() {
    Program program({}, QString{});

    QCOMPARE(program.waitForExit(), 2);

    QVERIFY2(program.errorOutput().contains("--no-gui"), program.errorOutput());
}

QTEST_GUILESS_MAIN(WindowStartTest)
#include "window_start_test.moc"

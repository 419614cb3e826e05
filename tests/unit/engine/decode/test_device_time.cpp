// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdint>
#include <limits>

#include <QTest>

#include "decode/device_time.h"

namespace telemetryhub::engine {

class DeviceTimeTest : public QObject {
    Q_OBJECT

private slots:
    void isoTextIsATime_data();
    void isoTextIsATime();
    void anyOtherTextIsNone_data();
    void anyOtherTextIsNone();
    void aNumberCountsInTheUnitOfItsChannel_data();
    void aNumberCountsInTheUnitOfItsChannel();
    void largeNumbersCountFromTheUnixEpoch();
    void whatNoClockShowsIsNoTime();
    void aDayThatDoesNotExistIsNoTime();
    void aTimeOfDayIsReadFromItsDigits();
};

void DeviceTimeTest::isoTextIsATime_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("ns");
    constexpr qint64 kMoment = qint64{1'700'000'000} * 1'000'000'000;
    QTest::newRow("UTC") << QByteArray("2023-11-14T22:13:20Z") << kMoment;
    QTest::newRow("no zone") << QByteArray("2023-11-14T22:13:20") << kMoment;
    QTest::newRow("blank") << QByteArray(" 2023-11-14 22:13:20 ") << kMoment;
    QTest::newRow("east") << QByteArray("2023-11-15T00:13:20+02:00") << kMoment;
    QTest::newRow("west, four digits") << QByteArray("2023-11-14T16:43:20-0530") << kMoment;
    QTest::newRow("two digits") << QByteArray("2023-11-15T00:13:20+02") << kMoment;
    QTest::newRow("fraction") << QByteArray("2023-11-14T22:13:20.25Z") << kMoment + 250'000'000;
    QTest::newRow("ten digits") << QByteArray("2023-11-14T22:13:20,1234567899")
                                << kMoment + 123'456'789;
    QTest::newRow("no seconds") << QByteArray("2023-11-14T22:13Z") << kMoment - 20'000'000'000;
    QTest::newRow("leap second") << QByteArray("1970-01-01T00:00:60Z")
                                 << qint64{59} * 1'000'000'000;
}

void DeviceTimeTest::isoTextIsATime() {
    QFETCH(QByteArray, text);
    QFETCH(qint64, ns);

    const auto time = parseIso8601(text.toStdString());

    QVERIFY(time == (DeviceTime{DeviceTime::Kind::Unix, ns}));
}

void DeviceTimeTest::anyOtherTextIsNone_data() {
    QTest::addColumn<QByteArray>("text");
    for (const char* text :
         {"", "2023", "2023-11-14", "12:30:05", "2023-11-14T", "2023-11-14T22", "2023-11-14T22:1",
          "2023-13-14T22:13:20", "2023-02-29T22:13:20", "2023-11-14T24:00:00",
          "2023-11-14T22:60:00", "2023-11-14T22:13:61", "2023-11-14T22:13:20X",
          "2023-11-14T22:13:20+", "2023-11-14T22:13:20+2", "2023-11-14T22:13:20.",
          "0000-00-00T00:00", "2023/11/14T22:13:20", "9999-11-14T22:13:20"})
        QTest::newRow(text) << QByteArray(text);
}

void DeviceTimeTest::anyOtherTextIsNone() {
    QFETCH(QByteArray, text);

    QVERIFY(!parseIso8601(text.toStdString()));
}

void DeviceTimeTest::aNumberCountsInTheUnitOfItsChannel_data() {
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("unit");
    QTest::addColumn<double>("ns");
    const auto row = [](const char* name, const char* unit, double ns) {
        QTest::addRow("%s [%s]", name, unit) << QByteArray(name) << QByteArray(unit) << ns;
    };
    row("time", "", 1e9);
    row("time", "s", 1e9);
    row("time", "ms", 1e6);
    row("time", "us", 1e3);
    row("time", "µs", 1e3);
    row("time", "ns", 1);
    row("time_ms", "", 1e6);
    row("t(us)", "", 1e3);
    row("millis", "", 1e6);
    row("micros", "", 1e3);
    row("uptime_ns", "", 1);
    row("time_ms", "s", 1e9);
    row("columns", "", 1e9);
    row("systems", "", 1e9);
}

void DeviceTimeTest::aNumberCountsInTheUnitOfItsChannel() {
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, unit);
    QFETCH(double, ns);

    QCOMPARE(nsPerUnit(name.toStdString(), unit.toStdString()), ns);
}

void DeviceTimeTest::largeNumbersCountFromTheUnixEpoch() {
    QVERIFY(deviceTimeOf(99'999'999, 1e9)->kind == DeviceTime::Kind::SinceStart);
    QVERIFY(deviceTimeOf(100'000'001, 1e9)->kind == DeviceTime::Kind::Unix);
    QVERIFY(deviceTimeOf(1.7e12, 1e6)->kind == DeviceTime::Kind::Unix);
    QCOMPARE(deviceTimeOf(1.5, 1e6)->ns, std::int64_t{1'500'000});
}

void DeviceTimeTest::whatNoClockShowsIsNoTime() {
    QVERIFY(!deviceTimeOf(std::numeric_limits<double>::quiet_NaN(), 1e9));
    QVERIFY(!deviceTimeOf(std::numeric_limits<double>::infinity(), 1e9));
    QVERIFY(!deviceTimeOf(1e300, 1e9));
    QVERIFY(!deviceTimeOf(-1e300, 1e9));
}

void DeviceTimeTest::aDayThatDoesNotExistIsNoTime() {
    QVERIFY(unixNsOf({2024, 2, 29, 0}));
    QVERIFY(!unixNsOf({2023, 2, 29, 0}));
    QVERIFY(!unixNsOf({2023, 0, 1, 0}));
    QVERIFY(!unixNsOf({1969, 12, 31, 0}));
    QVERIFY(!unixNsOf({2262, 1, 1, 0}));
}

void DeviceTimeTest::aTimeOfDayIsReadFromItsDigits() {
    QCOMPARE(nsOfDayFrom("000001.5"), std::int64_t{1'500'000'000});
    QCOMPARE(nsOfDayFrom("235959"), std::int64_t{86'399} * 1'000'000'000);
    QVERIFY(!nsOfDayFrom(""));
    QVERIFY(!nsOfDayFrom("240000"));
    QVERIFY(!nsOfDayFrom("12345"));
    QVERIFY(!nsOfDayFrom("123456x"));
}

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::DeviceTimeTest)
#include "test_device_time.moc"

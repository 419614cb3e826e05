// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <QtTest>

#include "device_bench.h"

using namespace telemetryhub::test;

namespace {

/// A little of every format, prose, broken lines and bytes that are no text.
std::string mixedStream() {
    std::string stream =
        "Booting\r\nms,temp\r\n1,20.5\r\n2,ERR\r\n3,12x\r\n\r\ntemp:20 "
        "hum:30\r\n>temp:1000:20;21\r\n"
        "{\"t\":1,\"u\":{\"v\":2}}\r\n{\"t\":\r\nt=1 u=2\r\n$APHDM,218.634,M*39\r\n"
        "$APHDM,218.634,M*3A\r\n\r\nPID\t0xA042\r\nV\t12800\r\nChecksum\t\x07\r\n"
        "/ISK5\\2M550\r\n\r\n1-0:1.8.1(001234.567*kWh)\r\n!0000\r\n";
    for (int i = 0; i < 64; ++i)
        stream += static_cast<char>(i * 37);
    stream += "\r\n1,2\r\n";
    return stream + stream + "4,5";
}

}  // namespace

/// The account of bytes as the device tells it, not the decoder by itself.
class DeviceLedgerTest : public QObject {
    Q_OBJECT

private slots:
    void theBytesCloseInEveryFormatHoweverTheyAreCut_data();
    void theBytesCloseInEveryFormatHoweverTheyAreCut();
    void theBytesOfTwoFormatsCloseTogether();
};

void DeviceLedgerTest::theBytesCloseInEveryFormatHoweverTheyAreCut_data() {
    QTest::addColumn<int>("format");
    const auto row = [](const char* name, Format format) {
        QTest::newRow(name) << static_cast<int>(format);
    };
    row("auto", Format::Auto);
    row("csv", Format::Csv);
    row("plotter", Format::Plotter);
    row("teleplot", Format::Teleplot);
    row("json", Format::Json);
    row("keyvalue", Format::KeyValue);
    row("nmea", Format::Nmea);
    row("vedirect", Format::VeDirect);
    row("dsmr", Format::Dsmr);
}

void DeviceLedgerTest::theBytesCloseInEveryFormatHoweverTheyAreCut() {
    QFETCH(int, format);
    const std::string stream = mixedStream();
    std::optional<Ledger> whole;
    for (const std::size_t chunkBytes :
         {stream.size(), std::size_t{64}, std::size_t{7}, std::size_t{1}}) {
        DeviceSettings settings = Bench::csvSettings();
        settings.decode = static_cast<Format>(format);
        settings.damageLimit.share = 1;
        Bench bench(settings);
        QVERIFY(bench.device.start());

        for (std::size_t at = 0; at < stream.size(); at += chunkBytes) {
            bench.read(std::string_view(stream).substr(at, chunkBytes));
            const Ledger ledger = bench.ledger();
            QCOMPARE(ledger.bytesDecoded + ledger.bytesDiscarded.total() + ledger.bytesPending,
                     std::min<std::uint64_t>(at + chunkBytes, stream.size()));
        }
        QVERIFY(bench.device.stop());

        const Ledger ledger = bench.ledger();
        QCOMPARE(ledger.bytesRead, std::uint64_t{stream.size()});
        QCOMPARE(ledger.bytesPending, std::uint64_t{0});
        QVERIFY(ledger.bytesClose());
        if (!whole) whole = ledger;
        QCOMPARE(ledger.bytesDecoded, whole->bytesDecoded);
        QVERIFY(ledger.bytesDiscarded == whole->bytesDiscarded);
        QCOMPARE(ledger.samplesIn, whole->samplesIn);
    }
}

void DeviceLedgerTest::theBytesOfTwoFormatsCloseTogether() {
    Bench bench;
    QVERIFY(bench.device.start());
    bench.read("1,2\n3,4\n5");

    bench.device.setFormat(Format::KeyValue);
    bench.read("a=1\nb=2\nc");

    const Ledger ledger = bench.ledger();
    QCOMPARE(ledger.bytesRead, std::uint64_t{18});
    QCOMPARE(ledger.bytesPending, std::uint64_t{1});
    QVERIFY(ledger.bytesClose());
}

QTEST_GUILESS_MAIN(DeviceLedgerTest)
#include "device_ledger_test.moc"

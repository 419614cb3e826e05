// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <QTest>

#include "decode_run.h"
#include "telemetryhub/engine/decode/auto_decoder.h"

namespace telemetryhub::engine {

using Lines = std::vector<std::string>;

namespace {

AutoDecision decisionOf(const DecodeRun& run) {
    return dynamic_cast<const AutoDecoder&>(run.decoder()).decision();
}

/// Empty when nothing was decided.
QByteArray chosenName(const DecodeRun& run) {
    const auto chosen = decisionOf(run).chosen;
    if (!chosen) return {};
    switch (*chosen) {
        case Format::Csv: return "csv";
        case Format::Plotter: return "plotter";
        case Format::Teleplot: return "teleplot";
        case Format::Json: return "json";
        case Format::KeyValue: return "keyvalue";
        case Format::Nmea: return "nmea";
        case Format::VeDirect: return "vedirect";
        case Format::Dsmr: return "dsmr";
        default: break;
    }
    return "another";
}

}  // namespace

class AutoDecoderTest : public QObject {
    Q_OBJECT

private slots:
    void theFirstLinesDecide_data();
    void theFirstLinesDecide();
    void anEndedStreamDecidesOnOneLine_data();
    void anEndedStreamDecidesOnOneLine();
    void keptLinesAreDecodedWithTheirOwnTimes();
    void aStreamJoinedInTheMiddleLosesOnlyItsFirstLine();
    void proseOfAStartingDeviceIsShownAtOnce();
    void proseAloneMakesNoChannel();
    void randomBytesMakeNoChannel_data();
    void randomBytesMakeNoChannel();
    void dataAfterNoiseIsFound();
    void aLineThatIsTooLongToKeepIsOneDamage();
    void whatIsKeptIsBounded();
    void aRestartKeepsTheDecision();
    void aRestartWithoutDataDecidesAnew();
    void theSameFormatKeepsItsNamesAfterADoubt();
    void aCutStreamDecidesNothing();
    void theReasonsAreTold();
    void formatsOfManyLinesAreRecognised_data();
    void formatsOfManyLinesAreRecognised();
    void bootLogsMakeNoChannel_data();
    void bootLogsMakeNoChannel();
    void dataAfterABootLogIsFound();
    void theConfidenceIsTold_data();
    void theConfidenceIsTold();
    void withoutAChoiceTheNearestGuessIsTold();
};

void AutoDecoderTest::theFirstLinesDecide_data() {
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<QByteArray>("format");
    QTest::addColumn<int>("rows");
    const auto row = [](const char* name, const QByteArray& lines, const char* format, int rows) {
        QTest::newRow(name) << lines << QByteArray(format) << rows;
    };
    row("sentence with checksum", "$APHDM,218.634,M*39\r\n", "nmea", 1);
    row("sentences without checksum", "$SDDBT,7.2,f,2.2,M\r\n$SDDBT,7.2,f,2.2,M\r\n", "nmea", 2);
    row("labels", "temp:20 hum:30\ntemp:21 hum:31\n", "plotter", 2);
    row("labels in another order", "temp:20 hum:30\nhum:31\n", "plotter", 2);
    row("labels with units", "temp:20 C\ntemp:21 C\n", "keyvalue", 2);
    row("labels and commas", "a:1,b:2\na:3,b:4\n", "plotter", 2);
    row("commas", "1,2,3\n4,5,6\n", "csv", 2);
    row("one column", "5\n6\n", "csv", 2);
    row("blanks", "1 2\n3 4\n", "csv", 2);
    row("titles and a line", "time,temp\n1,20\n", "csv", 1);
    row("titles with units and a line", "t [s];temp [°C]\n1;20\n", "csv", 1);
    row("a column of times", "12:30:05,20\n12:30:06,21\n", "csv", 2);
    row("after prose", "Booting.\nSensor found\n1,2\n3,4\n", "csv", 2);
    row("one line of numbers", "1,2,3\n", "", 0);
    row("lines of other counts", "1,2,3\n4,5\n6,7,8\n", "", 0);
    row("one labelled line", "temp:20\n", "", 0);
    row("two labels once", "temp:20\nhum:30\n", "", 0);
    row("clocks in sentences", "12:30:05 started\n12:30:06 stopped\n12:30:07 started\n", "", 0);
    row("sentences with numbers", "Sensor 3 ready, 4 to go\nSensor 4 ready, 3 to go\n", "", 0);
    row("key and value pairs", "V\t12800\nI\t-15\nP\t20\n", "", 0);
    row("two words and two numbers", "Hello World\n1 2\n", "", 0);
    row("wrong checksum", "$APHDM,218.634,M*38\r\n$APHDM,218.634,M*38\r\n", "", 0);
    row("log with a number", "Heap free:23456 bytes now\nHeap free:23440 bytes now\n", "", 0);
    row("JSON", "{\"a\":1,\"b\":2}\n{\"a\":1,\"b\":2}\n", "json", 2);
    row("JSON arrays", "[1,2]\n[3,4]\n", "json", 2);
    row("JSON arrays of other sizes", "[1,2]\n[3]\n", "", 0);
    row("JSON without numbers", "{\"a\":\"b\"}\n{\"a\":\"c\"}\n", "", 0);
    row("one JSON object", "{\"a\":1}\n", "", 0);
    row("a name of Teleplot twice", ">temp:20\n>hum:30\n>temp:21\n", "teleplot", 3);
    row("Teleplot with times and units", ">t:1:20§C\n>t:2:21§C|g\n", "teleplot", 2);
    row("many names of Teleplot", ">a:1\n>b:2\n>c:3\n>d:4\n", "teleplot", 4);
    row("points of Teleplot", ">p:1:2|xy\n>p:3:4|xy\n", "teleplot", 2);
    row("two names of Teleplot once", ">a:1\n>b:2\n", "", 0);
    row("a prompt", "> help\n> set: 5\n> set: 5\n> set: 5\n> set: 5\n", "", 0);
    row("pairs", "temp=20.5 hum=30\ntemp=21 hum=31\n", "keyvalue", 2);
    row("pairs with units", "temp=20.5C, hum=30 %\ntemp=21C, hum=31 %\n", "keyvalue", 2);
    row("pairs with words", "state=ok temp=20\nstate=off temp=21\n", "keyvalue", 2);
    row("pairs with a clock", "at=12:30:05 temp=20\nat=12:30:06 temp=21\n", "keyvalue", 2);
    row("pairs in sentences", "Found id=5 rev=2\nFound id=5 rev=2\n", "", 0);
    row("pairs of addresses", "base=0x80 size=0x10\nbase=0x80 size=0x10\n", "", 0);
    row("a label before numbers", "Env temp:20 hum:30\nEnv temp:21 hum:31\n", "plotter", 2);
    row("empty lines", "\n\r\n\n", "", 0);
}

void AutoDecoderTest::theFirstLinesDecide() {
    QFETCH(QByteArray, lines);
    QFETCH(QByteArray, format);
    QFETCH(int, rows);
    DecodeRun run(Format::Auto);

    run.feed(lines.toStdString());

    QCOMPARE(chosenName(run), format);
    QCOMPARE(run.counts().frames, static_cast<quint64>(rows));
    QVERIFY(run.ledgerAlwaysClosed());
    if (format.isEmpty()) QCOMPARE(run.channels(), Lines{});
}

void AutoDecoderTest::anEndedStreamDecidesOnOneLine_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("format");
    QTest::newRow("row") << QByteArray("1,2,3\n") << QByteArray("csv");
    QTest::newRow("row without line end") << QByteArray("1,2,3") << QByteArray("csv");
    QTest::newRow("labels") << QByteArray("Ready.\ntemp:20 hum:30\n") << QByteArray("plotter");
    QTest::newRow("sentence") << QByteArray("$SDDBT,7.2,f,2.2,M") << QByteArray("nmea");
    QTest::newRow("JSON") << QByteArray("{\"a\":1}\n") << QByteArray("json");
    QTest::newRow("Teleplot") << QByteArray(">a:1\n") << QByteArray("teleplot");
    QTest::newRow("pairs") << QByteArray("a=1 b=2\n") << QByteArray("keyvalue");
    QTest::newRow("clock") << QByteArray("12:30:05 started\n") << QByteArray();
    QTest::newRow("prose") << QByteArray("Hello, I am 5\n") << QByteArray();
    QTest::newRow("number amid noise") << QByteArray("\xFF\x80\n5\n\xFE\n") << QByteArray();
}

void AutoDecoderTest::anEndedStreamDecidesOnOneLine() {
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, format);
    DecodeRun run(Format::Auto);

    run.feed(bytes.toStdString()).finish();

    QCOMPARE(chosenName(run), format);
    QCOMPARE(run.counts().frames, format.isEmpty() ? quint64{0} : quint64{1});
    QCOMPARE(run.pendingBytes(), std::size_t{0});
    QVERIFY(run.ledgerAlwaysClosed());
}

void AutoDecoderTest::keptLinesAreDecodedWithTheirOwnTimes() {
    DecodeRun run(Format::Auto);

    run.setTime(100);
    run.feed("1,2\n3,");
    QCOMPARE(run.pendingBytes(), std::size_t{6});
    run.setTime(200);
    run.feed("4\n5,6\n");

    QCOMPARE(run.events(), (Lines{"row value 1=1 value 2=2", "row value 1=3 value 2=4",
                                  "row value 1=5 value 2=6"}));
    QCOMPARE(run.times(), (std::vector<std::int64_t>{100, 200, 201}));
    QCOMPARE(run.pendingBytes(), std::size_t{0});
}

void AutoDecoderTest::aStreamJoinedInTheMiddleLosesOnlyItsFirstLine() {
    DecodeRun run(Format::Auto);

    run.begin(StreamStart::MidFrame).feed("2,3\n4,5,6\n7,8,9\n");

    QCOMPARE(run.counts().frames, quint64{2});
    QCOMPARE(run.counts().bytesDiscarded[DiscardReason::PartialStart], quint64{4});
    QCOMPARE(run.counts().framesDamaged.total(), quint64{0});
}

void AutoDecoderTest::proseOfAStartingDeviceIsShownAtOnce() {
    DecodeRun run(Format::Auto);

    run.feed("Booting, 3 sensors.\nAll is well!\n");

    QCOMPARE(run.events(), (Lines{"text Booting, 3 sensors.", "text All is well!"}));
    QCOMPARE(run.pendingBytes(), std::size_t{0});
}

void AutoDecoderTest::proseAloneMakesNoChannel() {
    DecodeRun run(Format::Auto);

    for (int i = 0; i < 100; ++i)
        run.feed("12:30:05 started, try " + std::to_string(i) + "\nError 5\nready\nOK, done\n");
    run.finish();

    QCOMPARE(run.channels(), Lines{});
    QCOMPARE(run.counts().textLines, quint64{400});
}

void AutoDecoderTest::randomBytesMakeNoChannel_data() {
    QTest::addColumn<quint32>("seed");
    QTest::addColumn<QByteArray>("alphabet");
    for (quint32 seed = 1; seed <= 4; ++seed) {
        QTest::addRow("all bytes, seed %u", seed) << seed << QByteArray();
        QTest::addRow("much like data, seed %u", seed)
            << seed << QByteArray("0123456789,;:. \nab$*\xFF\x80\x02\xE0\xFE\x1C", 26);
        QTest::addRow("much like other data, seed %u", seed)
            << seed << QByteArray("0123456789,=>{}[]\":.\n\tVIa\xFF\x80\x02\xE0\xFE\x1C", 31);
    }
}

void AutoDecoderTest::randomBytesMakeNoChannel() {
    QFETCH(quint32, seed);
    QFETCH(QByteArray, alphabet);
    std::mt19937 random(seed);
    std::string noise(300'000, '\0');
    for (char& byte : noise) {
        const auto number = static_cast<int>(random() % 256);
        byte = alphabet.isEmpty() ? static_cast<char>(number)
                                  : alphabet[number % static_cast<int>(alphabet.size())];
    }

    for (const Format format : {Format::Auto, Format::Nmea}) {
        DecodeRun run(format);
        cutIntoChunks(noise, 1000, [&](std::string_view chunk) { run.feed(chunk); });
        run.finish();

        QCOMPARE(run.channels(), Lines{});
        QVERIFY(run.counts().framesDamaged.total() > 0);
        QVERIFY(run.ledgerAlwaysClosed());
    }
}

void AutoDecoderTest::dataAfterNoiseIsFound() {
    DecodeRun run(Format::Auto);

    run.feed("\xFF\x80\x01\n1,2\n3,4\n5,6\n7,8\n");
    QCOMPARE(chosenName(run), QByteArray());
    run.feed("9,10\n");

    QCOMPARE(chosenName(run), QByteArray("csv"));
    QCOMPARE(run.counts().frames, quint64{5});
    QCOMPARE(run.counts().framesDamaged[DiscardReason::Unrecognised], quint64{1});
}

void AutoDecoderTest::aLineThatIsTooLongToKeepIsOneDamage() {
    DecodeRun run(Format::Auto);

    run.feed(std::string(50'000, '7')).feed(std::string(50'000, '7')).feed("\n1,2\n3,4\n");

    QCOMPARE(run.counts().framesDamaged[DiscardReason::Unrecognised], quint64{1});
    QCOMPARE(run.counts().bytesDiscarded[DiscardReason::Unrecognised], quint64{100'001});
    QCOMPARE(run.counts().frames, quint64{2});
}

void AutoDecoderTest::whatIsKeptIsBounded() {
    DecodeRun run(Format::Auto);

    for (int i = 0; i < 200; ++i)
        run.feed(i % 2 == 0 ? "1,2,3\n" : "1,2\n");
    QVERIFY(run.mostPendingBytes() <= AutoDecoder::kMaxKeptLines * 6);
    for (int i = 0; i < 200; ++i)
        run.feed((i % 2 == 0 ? "5;" : "") + std::string(1000, '1') + "\n");

    QVERIFY(run.mostPendingBytes() <= AutoDecoder::kMaxKeptBytes);
    QVERIFY(run.ledgerAlwaysClosed());
}

void AutoDecoderTest::aRestartKeepsTheDecision() {
    DecodeRun run(Format::Auto);
    run.feed("time,temp\n1,20\n").finish(StreamEnd::Cut);

    run.begin(StreamStart::MidFrame).feed("0\n3,22\n");

    QCOMPARE(run.events().back(), std::string("row time=3 temp=22"));
}

void AutoDecoderTest::aRestartWithoutDataDecidesAnew() {
    DecodeRun run(Format::Auto);
    run.feed("1,2\n3,4\n").finish(StreamEnd::Cut).begin();

    for (int i = 0; i < 40; ++i)
        run.feed("temp:20 hum:30\n");

    QCOMPARE(chosenName(run), QByteArray("plotter"));
    QCOMPARE(run.channels(), (Lines{"value 1", "value 2", "temp", "hum"}));
    QCOMPARE(run.counts().frames, quint64{2 + 40 - AutoDecoder::kLinesToDoubt});
    QVERIFY(run.ledgerAlwaysClosed());
}

void AutoDecoderTest::theSameFormatKeepsItsNamesAfterADoubt() {
    DecodeRun run(Format::Auto);
    run.feed("time,temp\n1,20\n").finish(StreamEnd::Cut).begin();

    for (int i = 0; i < 40; ++i)
        run.feed("Still booting.\n");
    QCOMPARE(chosenName(run), QByteArray());
    run.feed("3,22\n4,23\n");

    QCOMPARE(run.events().back(), std::string("row time=4 temp=23"));
    QVERIFY(run.ledgerAlwaysClosed());
}

void AutoDecoderTest::aCutStreamDecidesNothing() {
    DecodeRun run(Format::Auto);

    run.feed("1,2\n3,").finish(StreamEnd::Cut);

    QCOMPARE(run.events(), Lines{"text 1,2"});
    QCOMPARE(run.counts().bytesDiscarded[DiscardReason::Unfinished], quint64{2});
    QCOMPARE(run.counts().framesDamaged.total(), quint64{0});
}

void AutoDecoderTest::theReasonsAreTold() {
    DecodeRun undecided(Format::Auto);
    DecodeRun decided(Format::Auto);

    undecided.feed(std::string(3703, 'x'));
    decided.feed("Hello\n").feed(sentence("APHDM,218.634,M"));

    QCOMPARE(undecided.description(),
             std::string("no format fits so far: no whole line in 3703 bytes"));
    QCOMPARE(decided.description(),
             std::string("NMEA 0183, 1 channel (certain: sentence with valid checksum)"));
    QCOMPARE(decisionOf(decided).candidates.size(), std::size_t{8});
    for (const auto& candidate : decisionOf(decided).candidates)
        QVERIFY(!candidate.reason.empty());
}

void AutoDecoderTest::formatsOfManyLinesAreRecognised_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("format");
    QTest::addColumn<QByteArray>("confidence");
    const auto row = [](const char* name, const QByteArray& bytes, const char* format,
                        const char* confidence) {
        QTest::newRow(name) << bytes << QByteArray(format) << QByteArray(confidence);
    };
    row("fields and a checksum", "\r\nV\t12800\r\nI\t-15\r\nChecksum\t\xD8\r\n", "vedirect",
        "certain");
    row("a checksum that is a line end", "\r\nV\t12800\r\nI\t-15\r\nChecksum\t\n\r\n", "vedirect",
        "certain");
    row("a checksum that is zero", QByteArray("\r\nV\t12800\r\nI\t-15\r\nChecksum\t\0\r\n", 30),
        "vedirect", "certain");
    row("a field again", "V\t12800\r\nSOC\t---\r\nV\t12801\r\n", "vedirect", "likely");
    row("no field again", "V\t12800\r\nSOC\t---\r\nTTG\t5\r\n", "", "");
    row("one field again", "V\t12800\r\nV\t12801\r\nV\t12802\r\n", "", "");
    row("titles of such names", "V\tI\n12.8\t-0.1\n", "csv", "likely");
    row("identification and values",
        "/KFM5KAIFA-METER\r\n\r\n1-3:0.2.8(42)\r\n1-0:1.8.1(001581.123*kWh)\r\n", "dsmr",
        "certain");
    row("values alone",
        "1-0:1.8.1(001581.123*kWh)\r\n1-0:1.8.2(000842.472*kWh)\r\n0-1:24.2.1.255(5)\r\n", "dsmr",
        "likely");
    row("two values alone", "1-0:1.8.1(001581.123*kWh)\r\n1-0:1.8.2(000842.472*kWh)\r\n", "", "");
    row("an identification alone", "/KFM5KAIFA-METER\r\n", "", "");
    row("a path", "/dev5\r\n/etc/x\r\n/usr1/bin\r\n", "", "");
}

void AutoDecoderTest::formatsOfManyLinesAreRecognised() {
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, format);
    QFETCH(QByteArray, confidence);
    DecodeRun run(Format::Auto);

    run.begin(StreamStart::Boundary).feed(bytes.toStdString());

    QCOMPARE(chosenName(run), format);
    QCOMPARE(decisionOf(run).confidence, confidence.toStdString());
    QVERIFY(run.ledgerAlwaysClosed());
}

namespace {

QByteArray esp32Boot() {
    return "ets Jul 29 2019 12:21:46\r\n\r\n"
           "rst:0x1 (POWERON_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)\r\n"
           "configsip: 0, SPIWP:0xee\r\n"
           "clk_drv:0x00,q_drv:0x00,d_drv:0x00,cs0_drv:0x00,hd_drv:0x00,wp_drv:0x00\r\n"
           "mode:DIO, clock div:1\r\n"
           "load:0x3fff0030,len:1184\r\nload:0x40078000,len:13132\r\n"
           "load:0x40080400,len:3036\r\nentry 0x400805e4\r\n"
           "I (29) boot: ESP-IDF v4.4 2nd stage bootloader\r\n"
           "I (29) boot: compile time 12:30:05\r\n"
           "I (42) boot.esp32: SPI Speed      : 40MHz\r\n"
           "I (46) boot.esp32: SPI Mode       : DIO\r\n"
           "I (55) boot:  0 nvs              WiFi data        01 02 00009000 00006000\r\n"
           "I (98) esp_image: segment 0: paddr=00010020 vaddr=3f400020 size=0f6f4h ( 63220) map\r\n"
           "I (322) cpu_start: Pro cpu up.\r\n"
           "I (523) wifi:mode : sta (24:6f:28:aa:bb:cc)\r\n"
           "I (2341) wifi:AP's beacon interval = 102400 us, DTIM period = 2\r\n";
}

QByteArray loaderBoot() {
    return "U-Boot 2022.01 (Jan 10 2022 - 18:46:34 +0000)\n\n"
           "CPU  : AM335X-GP rev 2.1\nModel: TI AM335x BeagleBone Black\nDRAM:  512 MiB\n"
           "Core:  150 devices, 14 uclasses, devicetree: separate\nNAND:  0 MiB\n"
           "MMC:   OMAP SD/MMC: 0, OMAP SD/MMC: 1\nHit any key to stop autoboot:  0 \n"
           "switch to partitions #0, OK\nmmc0 is current device\nbaudrate=115200\nbootdelay=2\n"
           "3713448 bytes read in 256 ms (13.8 MiB/s)\n"
           "   Data Size:    3713384 Bytes = 3.5 MiB\n   Load Address: 80008000\n"
           "## Flattened Device Tree blob at 88000000\nStarting kernel ...\n\n";
}

QByteArray kernelBoot() {
    return "[    0.000000] Linux version 5.10.0 (oe@host) (gcc 9.3) #1 SMP\n"
           "[    0.000000] Kernel command line: console=ttyS0,115200 root=/dev/mmcblk0p2 rw\n"
           "[    0.000000] SLUB: HWalign=64, Order=0-3, MinObjects=0, CPUs=1, Nodes=1\n"
           "[    0.000000] NR_IRQS: 16, nr_irqs: 16, preallocated irqs: 16\n"
           "[    1.234567] usb 1-1: New USB device found, idVendor=0403, idProduct=6001\n"
           "[    1.234570] usb 1-1: New USB device strings: Mfr=1, Product=2, SerialNumber=3\n"
           "[    1.300000] usb 1-2: New USB device strings: Mfr=1, Product=2, SerialNumber=3\n"
           "SLUB: HWalign=64, Order=0-3, MinObjects=0, CPUs=1, Nodes=1\n"
           "rcu: RCU event tracing is enabled.\nNR_IRQS: 16, nr_irqs: 16\n"
           "Console: colour dummy device 80x30\nsched_clock: 32 bits at 24MHz\n"
           "EXT4-fs (mmcblk0p2): mounted filesystem with ordered data mode. Opts: (null)\n"
           "random: crng init done\nVFS: Mounted root (ext4 filesystem) on device 179:2.\n";
}

}  // namespace

void AutoDecoderTest::bootLogsMakeNoChannel_data() {
    QTest::addColumn<QByteArray>("log");
    QTest::newRow("ESP32") << esp32Boot();
    QTest::newRow("loader") << loaderBoot();
    QTest::newRow("kernel") << kernelBoot();
    QTest::newRow("all of them") << esp32Boot() + loaderBoot() + kernelBoot();
}

void AutoDecoderTest::bootLogsMakeNoChannel() {
    QFETCH(QByteArray, log);
    DecodeRun run(Format::Auto);

    for (int boot = 0; boot < 20; ++boot)
        run.feed(log.toStdString());
    run.finish(StreamEnd::Cut);

    QCOMPARE(chosenName(run), QByteArray());
    QCOMPARE(run.channels(), Lines{});
    QCOMPARE(run.counts().framesDamaged.total(), quint64{0});
}

void AutoDecoderTest::dataAfterABootLogIsFound() {
    DecodeRun run(Format::Auto);

    run.feed(esp32Boot().toStdString()).feed(loaderBoot().toStdString());
    run.feed("temp=20 hum=30\ntemp=21 hum=31\n");

    QCOMPARE(chosenName(run), QByteArray("keyvalue"));
    QCOMPARE(run.channels(), (Lines{"temp", "hum"}));
    QCOMPARE(run.counts().frames, quint64{2});
}

void AutoDecoderTest::theConfidenceIsTold_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("description");
    const auto row = [](const char* name, const char* bytes, const char* description) {
        QTest::newRow(name) << QByteArray(bytes) << QByteArray(description);
    };
    row("certain", "{\"a\":1}\n{\"a\":2}\n",
        "JSON Lines, 1 channel (certain: 2 JSON objects with numbers)");
    row("likely", "a=1\na=2\n", "key=value, 1 channel (likely: key a in 2 lines)");
    row("a guess", "1,2,3\n", "CSV, 3 columns, comma (a guess: a line of 3 columns, comma)");
}

void AutoDecoderTest::theConfidenceIsTold() {
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, description);
    DecodeRun run(Format::Auto);

    run.feed(bytes.toStdString()).finish();

    QCOMPARE(run.description(), description.toStdString());
}

void AutoDecoderTest::withoutAChoiceTheNearestGuessIsTold() {
    DecodeRun run(Format::Auto);

    run.feed("Booting now.\n1,2,3\n");

    QVERIFY(decisionOf(run).nearest == Format::Csv);
    QVERIFY(decisionOf(run).confidence.empty());
    QCOMPARE(run.description(),
             std::string("no format fits so far: 2 lines, no two of data that agree; nearest is "
                         "CSV: 1 of the 2 lines of one layout that it needs"));
    for (const auto& candidate : decisionOf(run).candidates)
        QVERIFY(!candidate.reason.empty());
}

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::AutoDecoderTest)
#include "test_auto_decoder.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/bus/replay_bus.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTimer>

#include "recording_listener.h"
#include "support/patient_qtest.h"

namespace telemetryhub::engine {

namespace {

using namespace std::chrono_literals;

QString text(const std::string& utf8) {
    return QString::fromStdString(utf8);
}

/// Bytes of every value in which a lost, doubled or moved piece shows.
std::string pattern(std::size_t size) {
    std::string bytes;
    for (std::uint32_t i = 0; bytes.size() < size; ++i)
        bytes.append({static_cast<char>(i & 0xFFU), static_cast<char>((i >> 8U) & 0xFFU),
                      static_cast<char>((i >> 16U) & 0xFFU)});
    bytes.resize(size);
    return bytes;
}

}  // namespace

class ReplayBusTest : public QObject {
    Q_OBJECT

private slots:
    void init() { m_listener = RecordingListener(); }

    void aFileIsPlayedByteForByteAsOftenAsAsked_data() {
        QTest::addColumn<int>("size");
        QTest::addColumn<int>("repeat");
        const int chunk = static_cast<int>(ReplayBus::kChunkBytes);
        QTest::newRow("empty") << 0 << 1;
        QTest::newRow("empty, twice") << 0 << 2;
        QTest::newRow("one byte") << 1 << 3;
        QTest::newRow("a chunk less one") << chunk - 1 << 2;
        QTest::newRow("a chunk") << chunk << 2;
        QTest::newRow("a chunk and one") << chunk + 1 << 2;
        QTest::newRow("many chunks") << 10 * chunk + 17 << 3;
    }
    void aFileIsPlayedByteForByteAsOftenAsAsked() {
        QFETCH(int, size);
        QFETCH(int, repeat);
        const std::string content = pattern(static_cast<std::size_t>(size));
        ReplaySettings settings = file(content);
        settings.speed.reset();
        settings.repeat = repeat;
        ReplayBus bus(settings, m_listener, m_clock);

        QVERIFY(bus.open());
        QVERIFY2(m_listener.bytes.empty(), "delivered from inside the call");
        QTRY_COMPARE(m_listener.finished, 1);

        std::string expected;
        for (int i = 0; i < repeat; ++i)
            expected += content;
        QVERIFY(m_listener.bytes == expected);
        QVERIFY(!bus.isOpen());
        QVERIFY(m_listener.failures.empty());
        for (const std::size_t chunk : m_listener.chunkSizes)
            QVERIFY(chunk <= ReplayBus::kChunkBytes);
    }

    void othersAreServedBetweenTheChunks() {
        ReplaySettings settings = file(pattern(20 * ReplayBus::kChunkBytes));
        settings.speed.reset();
        ReplayBus bus(settings, m_listener, m_clock);
        QTimer other;
        std::vector<std::size_t> seen;
        connect(&other, &QTimer::timeout, this,
                [&] { seen.push_back(m_listener.chunkSizes.size()); });

        other.start(0);
        QVERIFY(bus.open());
        QTRY_COMPARE(m_listener.finished, 1);

        for (std::size_t i = 1; i < seen.size(); ++i)
            QVERIFY(seen[i] - seen[i - 1] <= 2);
        QVERIFY(seen.size() >= 10);
    }

    void theWireSpeedIsKept() {
        ReplaySettings settings = file(pattern(5000));
        settings.baud = 9600;
        settings.speed = 2;
        ReplayBus bus(settings, m_listener, m_clock);
        QVERIFY(bus.open());

        m_clock.advance(500ms);
        QTRY_COMPARE(m_listener.bytes.size(), std::size_t{960});
        m_clock.advance(1s);
        QTRY_COMPARE(m_listener.bytes.size(), std::size_t{2880});

        QCOMPARE(m_listener.times.back(), m_clock.now());
        QCOMPARE(m_listener.finished, 0);
    }

    void anOperatorPausesAndPlaysLineByLine() {
        ReplaySettings settings = file("one\ntwo\nthree\n");
        ReplayBus bus(settings, m_listener, m_clock);
        QVERIFY(bus.open());

        QVERIFY(bus.control({ReplayCommand::Kind::Step, 0}));
        QCOMPARE(m_listener.bytes, std::string("one\n"));
        QVERIFY(bus.control({ReplayCommand::Kind::Step, 0}));
        m_clock.advance(10s);
        QTest::qWait(20);
        QCOMPARE(m_listener.bytes, std::string("one\ntwo\n"));
        QVERIFY(bus.replayStatus()->isPaused);

        QVERIFY(bus.control({ReplayCommand::Kind::Speed, 0}));
        QVERIFY(bus.control({ReplayCommand::Kind::Resume, 0}));
        QTRY_COMPARE(m_listener.finished, 1);
        QCOMPARE(m_listener.bytes, std::string("one\ntwo\nthree\n"));
    }

    void whatIsHeldBackStaysSoWhenAnOperatorGoesOn() {
        ReplaySettings settings = file(pattern(3000));
        settings.speed.reset();
        ReplayBus bus(settings, m_listener, m_clock);
        QVERIFY(bus.open());
        bus.setPaused(true);

        QVERIFY(bus.control({ReplayCommand::Kind::Pause, 0}));
        QVERIFY(bus.control({ReplayCommand::Kind::Resume, 0}));
        QTest::qWait(20);
        QVERIFY(m_listener.bytes.empty());

        bus.setPaused(false);
        QTRY_COMPARE(m_listener.finished, 1);
    }

    void seekingGoesOnBehindALineEnd() {
        std::string content;
        for (int i = 0; i < 1000; ++i)
            content += "line " + std::to_string(i) + "\n";
        ReplaySettings settings = file(content);
        settings.speed.reset();
        ReplayBus bus(settings, m_listener, m_clock);
        QVERIFY(bus.open());

        QVERIFY(bus.control({ReplayCommand::Kind::Seek, 0.5}));
        QVERIFY(bus.replayStatus()->share >= 0.5 && bus.replayStatus()->share < 0.51);
        QTRY_COMPARE(m_listener.finished, 1);

        QVERIFY(m_listener.bytes.starts_with("line "));
        QVERIFY(content.ends_with(m_listener.bytes));
        QVERIFY(m_listener.bytes.size() > content.size() * 4 / 10);
        QVERIFY(!bus.replayStatus());
    }

    void wrongCommandsAreRefused() {
        ReplayBus bus(file("x"), m_listener, m_clock);
        QVERIFY(bus.open());

        QVERIFY(!bus.control({ReplayCommand::Kind::Seek, -0.1}));
        QVERIFY(!bus.control({ReplayCommand::Kind::Speed, NAN}));
    }

    void whilePausedNothingComesAndAfterwardsNothingIsMissing() {
        const std::string content = pattern(3000);
        ReplaySettings settings = file(content);
        settings.baud = 9600;
        ReplayBus bus(settings, m_listener, m_clock);
        QVERIFY(bus.open());
        m_clock.advance(1s);
        QTRY_COMPARE(m_listener.bytes.size(), std::size_t{960});

        bus.setPaused(true);
        m_clock.advance(10s);
        QTest::qWait(20);
        QCOMPARE(m_listener.bytes.size(), std::size_t{960});
        bus.setPaused(false);
        QTest::qWait(20);
        QCOMPARE(m_listener.bytes.size(), std::size_t{960});

        m_clock.advance(1s);
        QTRY_COMPARE(m_listener.bytes.size(), std::size_t{1920});
        m_clock.advance(1s);
        QTRY_COMPARE(m_listener.bytes.size(), std::size_t{2880});
        m_clock.advance(1s);
        QTRY_COMPARE(m_listener.bytes.size(), std::size_t{3000});
        m_clock.advance(1s);
        QTRY_COMPARE(m_listener.finished, 1);
        QVERIFY(m_listener.bytes == content);
    }

    void aListenerMayPauseAfterEachChunk() {
        const std::string content = pattern(5 * ReplayBus::kChunkBytes + 3);
        ReplaySettings settings = file(content);
        settings.speed.reset();
        ReplayBus bus(settings, m_listener, m_clock);
        QTimer resume;
        connect(&resume, &QTimer::timeout, this, [&bus] { bus.setPaused(false); });
        m_listener.onBytes = [&bus] { bus.setPaused(true); };

        resume.start(1);
        QVERIFY(bus.open());

        QTRY_COMPARE(m_listener.finished, 1);
        QVERIFY(m_listener.bytes == content);
    }

    void theListenerMayCloseAndOpenAgainWhileItIsCalled() {
        ReplaySettings settings = file(pattern(3 * ReplayBus::kChunkBytes));
        settings.speed.reset();
        ReplayBus bus(settings, m_listener, m_clock);
        QVERIFY(bus.open());
        m_listener.onBytes = [&bus] { bus.close(); };
        QTRY_VERIFY(!bus.isOpen());
        QTest::qWait(10);
        QCOMPARE(m_listener.bytes.size(), ReplayBus::kChunkBytes);

        m_listener.onBytes = nullptr;
        QVERIFY(bus.open());

        QTRY_COMPARE(m_listener.finished, 1);
        QCOMPARE(m_listener.bytes.size(), 4 * ReplayBus::kChunkBytes);
    }

    void nothingListensToWhatIsSent() {
        ReplayBus bus(file("x"), m_listener, m_clock);
        QVERIFY(bus.open());

        QCOMPARE(bus.write("x").error().code, ErrorCode::WriteFailed);
    }

    void whatCannotBePlayedIsToldWhenOpening_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("code");
        QTest::newRow("absent") << m_folder.filePath(QStringLiteral("absent"))
                                << static_cast<int>(ErrorCode::NotFound);
        QTest::newRow("folder") << m_folder.path() << static_cast<int>(ErrorCode::InvalidArgument);
        QTest::newRow("device") << "/dev/zero" << static_cast<int>(ErrorCode::InvalidArgument);
        QTest::newRow("below a file") << QString::fromStdString(file("x", "plain").path + "/y")
                                      << static_cast<int>(ErrorCode::NotFound);
    }
    void whatCannotBePlayedIsToldWhenOpening() {
        QFETCH(QString, path);
        QFETCH(int, code);
        ReplaySettings settings;
        settings.path = path.toStdString();
        ReplayBus bus(settings, m_listener, m_clock);

        const auto opened = bus.open();

        QVERIFY(!opened);
        QCOMPARE(static_cast<int>(opened.error().code), code);
        QVERIFY2(text(opened.error().detail).contains(path), opened.error().detail.c_str());
        QVERIFY(!bus.isOpen());
    }

    void aDescriptionIsTheFileName() {
        QCOMPARE(text(ReplayBus(file("x"), m_listener, m_clock).description()),
                 QStringLiteral("capture.bin"));
    }

private:
    ReplaySettings file(const std::string& content, const char* name = "capture.bin") {
        const QString path = m_folder.filePath(QString::fromLatin1(name));
        QFile written(path);
        if (!written.open(QIODevice::WriteOnly) ||
            written.write(content.data(), static_cast<qint64>(content.size())) < 0)
            qFatal("no test file");
        ReplaySettings settings;
        settings.path = path.toStdString();
        return settings;
    }

    QTemporaryDir m_folder;
    ManualClock m_clock;
    RecordingListener m_listener;
};

}  // namespace telemetryhub::engine

QTEST_GUILESS_MAIN(telemetryhub::engine::ReplayBusTest)
#include "replay_bus_test.moc"

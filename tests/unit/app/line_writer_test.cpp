// SPDX-License-Identifier: GPL-3.0-or-later
#include "line_writer.h"

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace telemetryhub::app;

namespace {

constexpr int kDeadlineMs = 20'000;

/// A pipe that is read when the test wants to.
class Pipe {
public:
    Pipe() {
        if (::pipe2(m_ends, O_CLOEXEC) != 0) qFatal("no pipe");
        (void)::fcntl(m_ends[0], F_SETFL, O_NONBLOCK);
    }
    ~Pipe() {
        for (const int end : m_ends)
            if (end >= 0) ::close(end);
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;

    [[nodiscard]] int writeEnd() const { return m_ends[1]; }
    [[nodiscard]] int takeWriteEnd() { return std::exchange(m_ends[1], -1); }
    /// Reads; true when nobody can write any more.
    [[nodiscard]] bool isAtEnd() const {
        char bytes[4096];
        ssize_t size = 0;
        while ((size = ::read(m_ends[0], bytes, sizeof bytes)) > 0) {
        }
        return size == 0;
    }
    [[nodiscard]] std::string read() const {
        std::string text;
        char bytes[4096];
        for (ssize_t size = 0; (size = ::read(m_ends[0], bytes, sizeof bytes)) > 0;)
            text.append(bytes, static_cast<std::size_t>(size));
        return text;
    }

private:
    int m_ends[2] = {-1, -1};
};

LineWriter::Parts partsOf(int descriptor, std::size_t maxBytes = LineWriter::kMaxBytes) {
    return {"th-log", descriptor, false, [](const std::string& text) { return text + '\n'; },
            maxBytes};
}

std::string numberedLine(int number) {
    return "line " + std::to_string(number) + std::string(90, '.') + '\n';
}

}  // namespace

class LineWriterTest : public QObject {
    Q_OBJECT

private slots:
    void linesAreWrittenInTheirOrder();
    void aPipeThatNobodyReadsHoldsUpNobodyAndTheCountIsToldLater();
    void anAnnouncementIsKeptWhenThereIsNoRoom();
    void aStatusIsDroppedWhileAnythingWaits();
    void theEndIsNotHeldUpByAPipeThatNobodyReads();
    void theLogGoesOnInAnotherFile();
    void aFileThatCannotBeOpenedIsToldWhereTheLogWas();
};

void LineWriterTest::linesAreWrittenInTheirOrder() {
    const Pipe pipe;
    std::string expected;
    {
        LineWriter writer(partsOf(pipe.writeEnd()));
        for (int i = 0; i < 100; ++i) {
            writer.write(i % 2 == 0 ? LineKind::Log : LineKind::Announcement, numberedLine(i));
            expected += numberedLine(i);
        }
        QVERIFY(writer.flush());
        QCOMPARE(pipe.read(), expected);
        writer.write(LineKind::Log, "last\n");
    }

    QCOMPARE(pipe.read(), std::string("last\n"));
}

void LineWriterTest::aPipeThatNobodyReadsHoldsUpNobodyAndTheCountIsToldLater() {
    constexpr int kLines = 20'000;
    const Pipe pipe;
    LineWriter writer(partsOf(pipe.writeEnd()));
    for (int i = 0; i < kLines; ++i)
        writer.write(LineKind::Log, numberedLine(i));
    const std::uint64_t dropped = writer.droppedCount();
    QVERIFY(dropped > 0);
    const std::string notice = std::to_string(dropped) + " lines were not logged";

    std::string text;
    QVERIFY(QTest::qWaitFor([&] { return (text += pipe.read()).find(notice) != std::string::npos; },
                            kDeadlineMs));

    std::string expected;
    for (int i = 0; i < kLines - static_cast<int>(dropped); ++i)
        expected += numberedLine(i);
    QCOMPARE(text, expected + notice + ": nobody took them.\n");
    writer.write(LineKind::Log, "again\n");
    QVERIFY(writer.flush());
    QCOMPARE(pipe.read(), std::string("again\n"));
    QCOMPARE(writer.droppedCount(), dropped);
}

void LineWriterTest::anAnnouncementIsKeptWhenThereIsNoRoom() {
    const Pipe pipe;
    LineWriter writer(partsOf(pipe.writeEnd(), 1000));
    while (writer.droppedCount() == 0)
        writer.write(LineKind::Log, numberedLine(0));

    writer.write(LineKind::Announcement, "stopped\n");

    std::string text;
    QVERIFY(QTest::qWaitFor(
        [&] { return (text += pipe.read()).find("stopped\n") != std::string::npos; }, kDeadlineMs));
}

void LineWriterTest::aStatusIsDroppedWhileAnythingWaits() {
    const Pipe pipe;
    LineWriter writer(partsOf(pipe.writeEnd(), 1000));
    writer.write(LineKind::Status, "1 sample/s");
    QVERIFY(writer.flush());
    QCOMPARE(pipe.read(), std::string("1 sample/s"));
    while (writer.droppedCount() == 0)
        writer.write(LineKind::Log, numberedLine(0));

    const std::uint64_t dropped = writer.droppedCount();
    writer.write(LineKind::Status, "2 samples/s");

    std::string text;
    QVERIFY(QTest::qWaitFor(
        [&] { return (text += pipe.read()).find("not logged") != std::string::npos; },
        kDeadlineMs));
    QVERIFY(text.find("2 samples") == std::string::npos);
    QCOMPARE(writer.droppedCount(), dropped);
}

void LineWriterTest::theEndIsNotHeldUpByAPipeThatNobodyReads() {
    Pipe pipe;
    LineWriter::Parts parts = partsOf(pipe.takeWriteEnd());
    parts.isDescriptorOwned = true;
    QElapsedTimer time;
    {
        LineWriter writer(parts);
        while (writer.droppedCount() == 0)
            writer.write(LineKind::Log, numberedLine(0));
        time.start();
        QVERIFY(!writer.flush());
    }

    QVERIFY(time.elapsed() < kDeadlineMs);
    // The thread that was left behind goes on when somebody reads, and closes its end.
    QVERIFY(QTest::qWaitFor([&] { return pipe.isAtEnd(); }, kDeadlineMs));
}

void LineWriterTest::theLogGoesOnInAnotherFile() {
    const QTemporaryDir dir;
    const Pipe pipe;
    QFile file(dir.filePath(QStringLiteral("hub.log")));
    LineWriter writer(partsOf(pipe.writeEnd()));
    writer.write(LineKind::Log, "before\n");

    writer.moveTo(file.fileName().toStdString());
    writer.write(LineKind::Log, "after\n");

    QVERIFY(writer.flush());
    QCOMPARE(pipe.read(), std::string("before\n"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("after\n"));
}

void LineWriterTest::aFileThatCannotBeOpenedIsToldWhereTheLogWas() {
    const Pipe pipe;
    LineWriter writer(partsOf(pipe.writeEnd()));

    writer.moveTo("/no/such/folder/hub.log");
    writer.write(LineKind::Log, "after\n");

    QVERIFY(writer.flush());
    const std::string text = pipe.read();
    QVERIFY2(
        text.find("/no/such/folder/hub.log cannot be written: No such file") != std::string::npos,
        text.c_str());
    QVERIFY(text.ends_with("\nafter\n"));
}

QTEST_GUILESS_MAIN(LineWriterTest)
#include "line_writer_test.moc"

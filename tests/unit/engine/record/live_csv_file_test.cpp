// SPDX-License-Identifier: GPL-3.0-or-later
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <utility>

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#if defined(__linux__)
#include <sys/syscall.h>
#endif

#include <QDir>
#include <QFile>
#include <QStringList>
#include <QTemporaryDir>

#include "memory_target.h"
#include "support/patient_qtest.h"
#include "telemetryhub/engine/record/csv_recorder.h"
#include "telemetryhub/engine/record/csv_target.h"

namespace telemetryhub::engine {
namespace {

constexpr std::string_view kHeader = "time_utc,elapsed_s,seq,a,b\r\n";
constexpr std::string_view kRow = "2026-01-01T00:00:00.000000000Z,0.000000000,1,2,3\r\n";

std::string rows(int count) {
    std::string text;
    for (int i = 0; i < count; ++i)
        text += kRow;
    return text;
}

/// The next sync fails once, as on a disk that could not keep what it was given.
bool nextSyncFails = false;

}  // namespace
}  // namespace telemetryhub::engine

#if defined(__linux__)
/// In place of the system's, which it asks.
extern "C" int fdatasync(int descriptor) {
    if (!std::exchange(telemetryhub::engine::nextSyncFails, false))
        return static_cast<int>(::syscall(SYS_fdatasync, descriptor));
    errno = EIO;
    return -1;
}
#endif

namespace telemetryhub::engine {

/// A live CSV and what others do to its file.
class LiveCsvFileTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void aSecondRunGoesOnInTheFileOfTheFirst();
    void aFileWithOtherColumnsStaysAsItIs_data();
    void aFileWithOtherColumnsStaysAsItIs();
    void everyRunFindsTheFileOfItsColumnsAgain();
    void rowsStandUnderTheTitlesOfAWiderFile();
    void aFileWithoutRowsGetsTheHeaderOfThese();
    void whatWasCutOffIsEndedBeforeTheNextRow_data();
    void whatWasCutOffIsEndedBeforeTheNextRow();
    void theRowsOfAFileThatWasRemovedAreLost();
    void theRowsOfAFileThatWasMovedAreThere();
    void aFileThatTookTheNameIsNotReplaced();
    void aFileThatWasCutShortGoesOnAtItsNewEnd_data();
    void aFileThatWasCutShortGoesOnAtItsNewEnd();
    void aFileThatWasCutWithinItsHeaderIsLeft();
    void whatSomebodyElseAppendsStays();
    void aSecondWriterIsRefused();
    void aFurtherFileThatIsInUseIsPassedOver();
    void rowsAreLostWhileTheFolderIsGone();
    void noOtherFileServesWhileAFurtherOneCannotBeOpened_data();
    void noOtherFileServesWhileAFurtherOneCannotBeOpened();
    void aSyncThatFailedIsNeverRepeatedIntoSuccess();
    void aFileOfAnEarlierRunIsWidenedWithItsRows();
    void aLinkAndTheModeOfItsFileSurviveAWiderHeader();

private:
    [[nodiscard]] std::string path(const char* name = "live.csv") const {
        return m_folder->filePath(QLatin1String(name)).toStdString();
    }
    [[nodiscard]] std::string content(const char* name = "live.csv") const {
        QFile file(QString::fromStdString(path(name)));
        if (!file.open(QIODevice::ReadOnly)) return "cannot be read";
        return file.readAll().toStdString();
    }
    void put(std::string_view text, const char* name = "live.csv") const {
        std::ofstream(path(name), std::ios::binary) << text;
    }
    [[nodiscard]] std::unique_ptr<LiveCsvTarget> open(const char* name = "live.csv",
                                                      std::uint64_t limit = kCsvRewriteLimit) {
        auto target = openLiveCsv(
            path(name), [this](const std::string& text) { m_told << QString::fromStdString(text); },
            limit);
        return target ? std::move(target).value() : nullptr;
    }
    /// One that has its header.
    [[nodiscard]] std::unique_ptr<LiveCsvTarget> begun(std::string_view header = kHeader) {
        auto target = open();
        if (target && !target->writeHeader(header)) return nullptr;
        return target;
    }
    [[nodiscard]] bool wasTold(const char* text) const {
        return m_told.join(QLatin1Char('\n')).contains(QLatin1String(text));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QStringList m_told;
};

void LiveCsvFileTest::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_told.clear();
}

void LiveCsvFileTest::aSecondRunGoesOnInTheFileOfTheFirst() {
    for (int run = 0; run < 3; ++run) {
        const auto target = begun();
        QVERIFY(target && target->write(kRow) && target->sync());
    }

    QCOMPARE(content(), std::string(kHeader) + rows(3));
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files).size(), 1);
    QVERIFY(m_told.isEmpty());
}

void LiveCsvFileTest::aFileWithOtherColumnsStaysAsItIs_data() {
    QTest::addColumn<QByteArray>("present");
    QTest::newRow("others") << QByteArray("time_utc,elapsed_s,seq,a,c\r\n1,2,3,4,5\r\n");
    QTest::newRow("fewer") << QByteArray("time_utc,elapsed_s,seq,a\r\n1,2,3,4\r\n");
    QTest::newRow("a table of somebody else") << QByteArray("name;age\nAnn;7\n");
    QTest::newRow("titles alone of somebody else") << QByteArray("name,age\n");
    QTest::newRow("no line") << QByteArray("my notes");
    QTest::newRow("a part of a title") << QByteArray("time_utc,elapsed_s,seq,ax");
    QTest::newRow("bytes") << QByteArray("\0\1\2\n\377", 5);
}

void LiveCsvFileTest::aFileWithOtherColumnsStaysAsItIs() {
    QFETCH(QByteArray, present);
    put(present.toStdString());

    const auto target = begun();
    QVERIFY(target && target->write(kRow));

    QCOMPARE(content(), present.toStdString());
    QCOMPARE(content("live-2.csv"), std::string(kHeader) + rows(1));
    QCOMPARE(target->path(), path("live-2.csv"));
    QVERIFY(wasTold("live-2.csv"));
}

void LiveCsvFileTest::everyRunFindsTheFileOfItsColumnsAgain() {
    const std::string other = "time_utc,elapsed_s,seq,c\r\n";
    for (int run = 0; run < 2; ++run) {
        QVERIFY(begun()->write(kRow));
        QVERIFY(begun(other)->write("1,2,3,4\r\n"));
    }

    QCOMPARE(content(), std::string(kHeader) + rows(2));
    QCOMPARE(content("live-2.csv"), other + "1,2,3,4\r\n1,2,3,4\r\n");
}

void LiveCsvFileTest::rowsStandUnderTheTitlesOfAWiderFile() {
    const std::string present =
        "time_utc,elapsed_s,device,seq,c,\"b, [V]\",a\r\n"
        "2023-11-14T22:13:20.000000000Z,0.000000000,one,1,1,2,3\r\n";
    put(present);
    BlockPool pool;
    BlockSource source(pool, DeviceId{1}, channelSet({"a", "b, [V]"}));
    CsvRecorderSettings settings;
    settings.path = path();
    settings.start = kStart;
    auto recorder = CsvRecorder::create(settings);
    QVERIFY(recorder);

    recorder.value()->addDevice({DeviceId{1}, "rig", {}, {}});
    recorder.value()->consume(source.block({{7, 8}}));
    source.setChannels(channelSet({"a", "b, [V]", "c"}));
    recorder.value()->consume(source.block({{9, 10, 11}}));
    QVERIFY(recorder.value()->finish());

    QCOMPARE(content(), present +
                            "2023-11-14T22:13:20.000000000Z,0.000000000,rig,1,,8,7\r\n"
                            "2023-11-14T22:13:20.001000000Z,0.001000000,rig,2,11,10,9\r\n");
}

void LiveCsvFileTest::aFileWithoutRowsGetsTheHeaderOfThese() {
    put("time_utc,elapsed_s,seq\r\n");

    QVERIFY(begun()->write(kRow));

    QCOMPARE(content(), std::string(kHeader) + rows(1));
}

void LiveCsvFileTest::whatWasCutOffIsEndedBeforeTheNextRow_data() {
    QTest::addColumn<QByteArray>("present");
    QTest::addColumn<QByteArray>("end");
    const QByteArray header = QByteArray::fromStdString(std::string(kHeader));
    QTest::newRow("a row") << QByteArray(header + "1,2,3,4,5\r\n1,2,3") << QByteArray("\r\n");
    QTest::newRow("a line end") << QByteArray(header + "1,2,3,4,5\r") << QByteArray("\n");
    QTest::newRow("a quoted cell") << QByteArray(header + "1,2,\"x") << QByteArray("\"\r\n");
    QTest::newRow("the header") << header.left(7) << header.mid(7);
    QTest::newRow("the end of the header") << header.chopped(1) << QByteArray("\n");
}

void LiveCsvFileTest::whatWasCutOffIsEndedBeforeTheNextRow() {
    QFETCH(QByteArray, present);
    QFETCH(QByteArray, end);
    put(present.toStdString());

    QVERIFY(begun()->write(kRow));

    QCOMPARE(content(), (present + end).toStdString() + rows(1));
    QVERIFY(wasTold("in the middle of a row"));
}

void LiveCsvFileTest::theRowsOfAFileThatWasRemovedAreLost() {
    const auto target = begun();
    QVERIFY(target->write(rows(5)) && target->sync() && target->write(rows(2)));

    std::filesystem::remove(path());
    QVERIFY(target->look());

    QCOMPARE(target->account().written, 0U);
    QCOMPARE(target->account().durable, 0U);
    QCOMPARE(target->account().lost[LossReason::Removed], 7U);
    QVERIFY(wasTold("was removed while it was written: the 7 samples"));
    QVERIFY(target->write(rows(3)) && target->sync());
    QCOMPARE(content(), std::string(kHeader) + rows(3));
    QCOMPARE(target->account().durable, 3U);
}

void LiveCsvFileTest::theRowsOfAFileThatWasMovedAreThere() {
    const auto target = begun();
    QVERIFY(target->write(rows(5)));

    std::filesystem::rename(path(), path("live.csv.1"));
    QVERIFY(target->write(rows(2)) && target->sync());

    QCOMPARE(content("live.csv.1"), std::string(kHeader) + rows(5));
    QCOMPARE(content(), std::string(kHeader) + rows(2));
    QCOMPARE(target->account().durable, 7U);
    QCOMPARE(target->account().lost.total(), 0U);
    QVERIFY(wasTold("was moved away"));
}

void LiveCsvFileTest::aFileThatTookTheNameIsNotReplaced() {
    const auto target = begun();
    QVERIFY(target->write(rows(5)));
    put("another table\r\n", "other");

    std::filesystem::rename(path("other"), path());
    QVERIFY(target->write(rows(2)));

    QCOMPARE(content(), std::string("another table\r\n"));
    QCOMPARE(content("live-2.csv"), std::string(kHeader) + rows(2));
    QCOMPARE(target->account().lost[LossReason::Removed], 5U);
}

void LiveCsvFileTest::aFileThatWasCutShortGoesOnAtItsNewEnd_data() {
    QTest::addColumn<int>("size");
    QTest::addColumn<QByteArray>("end");
    QTest::addColumn<int>("lost");
    const int header = static_cast<int>(kHeader.size());
    const int row = static_cast<int>(kRow.size());
    QTest::newRow("to nothing") << 0 << QByteArray::fromStdString(std::string(kHeader)) << 5;
    QTest::newRow("to its header") << header << QByteArray() << 5;
    QTest::newRow("to an earlier run") << header + row << QByteArray() << 5;
    QTest::newRow("into an earlier run") << header + row / 2 << QByteArray("\r\n") << 5;
    QTest::newRow("at a row") << header + 3 * row << QByteArray() << 3;
    QTest::newRow("within a row") << header + 4 * row - 5 << QByteArray("\r\n") << 3;
}

void LiveCsvFileTest::aFileThatWasCutShortGoesOnAtItsNewEnd() {
    QFETCH(int, size);
    QFETCH(QByteArray, end);
    QFETCH(int, lost);
    put(std::string(kHeader) + rows(1));
    const auto target = begun();
    QVERIFY(target->write(rows(5)) && target->sync());
    const std::string before = content();

    std::filesystem::resize_file(path(), static_cast<std::uintmax_t>(size));
    QVERIFY(target->write(rows(4)));

    QCOMPARE(content(),
             before.substr(0, static_cast<std::size_t>(size)) + end.toStdString() + rows(4));
    const CsvAccount account = target->account();
    QCOMPARE(account.lost[LossReason::Removed], static_cast<std::uint64_t>(lost));
    QCOMPARE(account.written, static_cast<std::uint64_t>(9 - lost));
    QCOMPARE(account.durable, static_cast<std::uint64_t>(5 - lost));
    QVERIFY(wasTold("cut short"));
}

void LiveCsvFileTest::aFileThatWasCutWithinItsHeaderIsLeft() {
    const auto target = begun();
    QVERIFY(target->write(rows(5)));

    put("time_utc,el\n");
    QVERIFY(target->write(rows(2)));

    QCOMPARE(content(), std::string("time_utc,el\n"));
    QCOMPARE(content("live-2.csv"), std::string(kHeader) + rows(2));
    QCOMPARE(target->account().lost[LossReason::Removed], 5U);
}

void LiveCsvFileTest::whatSomebodyElseAppendsStays() {
    const auto target = begun();
    QVERIFY(target->write(kRow));

    std::ofstream(path(), std::ios::binary | std::ios::app) << "a note";
    QVERIFY(target->write(kRow));

    QCOMPARE(content(), std::string(kHeader) + rows(1) + "a note\r\n" + rows(1));
}

void LiveCsvFileTest::aSecondWriterIsRefused() {
    put("other columns\r\n");
    const auto first = begun();  // its rows are elsewhere

    const auto second = openLiveCsv(path());

    QVERIFY(first && !second);
    QVERIFY(second.error().code == ErrorCode::StorageFailed);
    const QString detail = QString::fromStdString(second.error().detail);
    QVERIFY2(detail.contains(QStringLiteral("choose another name")), qPrintable(detail));
    QCOMPARE(content(), std::string("other columns\r\n"));
}

void LiveCsvFileTest::aFurtherFileThatIsInUseIsPassedOver() {
    put("other columns\r\n");
    const auto neighbour = open("live-2.csv");
    QVERIFY(neighbour && neighbour->writeHeader(kHeader) && neighbour->write(kRow));

    const auto target = begun();
    QVERIFY(target && target->write(rows(2)));

    QCOMPARE(content("live-2.csv"), std::string(kHeader) + rows(1));
    QCOMPARE(content("live-3.csv"), std::string(kHeader) + rows(2));
}

void LiveCsvFileTest::rowsAreLostWhileTheFolderIsGone() {
    QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("in")));
    const auto target = open("in/live.csv");
    QVERIFY(target->writeHeader(kHeader) && target->write(rows(3)));

    std::filesystem::remove_all(path("in"));
    QVERIFY(target->write(rows(2)));
    QVERIFY(target->hindrance());
    QCOMPARE(target->account().lost[LossReason::Removed], 3U);
    QCOMPARE(target->account().lost[LossReason::Failed], 2U);
    QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("in")));
    QTRY_VERIFY(target->look() && !target->hindrance());
    QVERIFY(target->write(kRow));

    const CsvAccount account = target->account();
    QCOMPARE(content("in/live.csv"), std::string(kHeader) + rows(1));
    QCOMPARE(account.written, 1U);
    QVERIFY(wasTold("suspended") && wasTold("goes on in"));
}

void LiveCsvFileTest::noOtherFileServesWhileAFurtherOneCannotBeOpened_data() {
    QTest::addColumn<bool>("isWidened");
    QTest::newRow("at the start") << false;
    QTest::newRow("for a wider header") << true;
}

void LiveCsvFileTest::noOtherFileServesWhileAFurtherOneCannotBeOpened() {
    QFETCH(bool, isWidened);
    const std::string wide = "time_utc,elapsed_s,seq,a,b,c\r\n";
    const std::string before = isWidened ? std::string(kHeader) + rows(2) : "other columns\r\n";
    put(before);
    const auto target = open("live.csv", 1);
    QVERIFY(!isWidened || target->writeHeader(kHeader));
    rlimit limit{};
    QCOMPARE(::getrlimit(RLIMIT_NOFILE, &limit), 0);
    rlimit none = limit;
    none.rlim_cur = 0;

    QCOMPARE(::setrlimit(RLIMIT_NOFILE, &none), 0);
    const bool begun =
        isWidened ? target->widen({wide, {}, 1}).hasValue() : target->writeHeader(wide).hasValue();
    const bool written = target->write(rows(3)) && target->write(rows(3)) && target->sync();
    QCOMPARE(::setrlimit(RLIMIT_NOFILE, &limit), 0);

    QVERIFY(begun && written);
    QCOMPARE(content(), before);
    QCOMPARE(target->account().lost[LossReason::Failed], 6U);
    QTRY_VERIFY(target->look() && !target->hindrance());
    QVERIFY(target->write(rows(1)));
    QCOMPARE(content(), before);
    QCOMPARE(content("live-2.csv"), wide + rows(1));
}

void LiveCsvFileTest::aSyncThatFailedIsNeverRepeatedIntoSuccess() {
#if !defined(__linux__)
    QSKIP("there is no failing sync here");
#endif
    const auto target = begun();
    QVERIFY(target->write(rows(2)) && target->sync() && target->write(rows(3)));

    nextSyncFails = true;
    QVERIFY(!target->sync());

    QVERIFY(!target->sync());
    QVERIFY(!target->widen({"time_utc,elapsed_s,seq,a,b,c\r\n", {}, 1}));
    std::filesystem::rename(path(), path("live.csv.1"));
    QVERIFY(!target->look());
    QCOMPARE(target->account().durable, 2U);
}

void LiveCsvFileTest::aFileOfAnEarlierRunIsWidenedWithItsRows() {
    put("time_utc,elapsed_s,seq,a,b\n1,2,3,4,5\n");  // as an editor left it
    const auto target = begun();
    QVERIFY(target->write("1,2,4,6,7\r\n"));

    const auto widened = target->widen({"time_utc,elapsed_s,device,seq,a,b,c\r\n", "rig", 1});
    QVERIFY(widened && widened.value() == Widened::Rewritten);
    QVERIFY(target->write("1,2,rig,5,8,9,10\r\n"));

    QCOMPARE(content(), std::string("time_utc,elapsed_s,device,seq,a,b,c\r\n1,2,rig,3,4,5,\n"
                                    "1,2,rig,4,6,7,\r\n1,2,rig,5,8,9,10\r\n"));
    QVERIFY(!openLiveCsv(path()));  // the wider one is locked too
    std::filesystem::resize_file(path(), 0);
    QVERIFY(target->look());
    QCOMPARE(target->account().lost[LossReason::Removed], 2U);
    QVERIFY(target->write("1,2,rig,6,8,9,10\r\n"));
    QCOMPARE(content(), std::string("time_utc,elapsed_s,device,seq,a,b,c\r\n1,2,rig,6,8,9,10\r\n"));
}

void LiveCsvFileTest::aLinkAndTheModeOfItsFileSurviveAWiderHeader() {
    put("", "real.csv");
    QCOMPARE(::chmod(path("real.csv").c_str(), 0600), 0);
    std::filesystem::create_symlink("real.csv", path());
    const auto target = begun();
    QVERIFY(target->write(kRow));

    QVERIFY(target->widen({"time_utc,elapsed_s,seq,a,b,c\r\n", {}, 1}));

    struct stat status {};
    QCOMPARE(::stat(path("real.csv").c_str(), &status), 0);
    QCOMPARE(static_cast<int>(status.st_mode & 0777U), 0600);
    QVERIFY(std::filesystem::is_symlink(path()));
    QVERIFY(content("real.csv").starts_with("time_utc,elapsed_s,seq,a,b,c\r\n"));
}

}  // namespace telemetryhub::engine

QTEST_GUILESS_MAIN(telemetryhub::engine::LiveCsvFileTest)
#include "live_csv_file_test.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/record/session_paths.h"

#include <filesystem>
#include <fstream>
#include <memory>

#include <QTemporaryDir>

#include "record/file_claim.h"
#include "support/patient_qtest.h"
#include "telemetryhub/engine/record/session_writer.h"

namespace telemetryhub::engine {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

}  // namespace

class SessionPathsTest : public QObject {
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void aTakenNameIsNumbered();
    void aNewNameTellsTheTime();
    void nothingIsRemovedByDefault();
    void theOldestGoFirst();
    void whatIsTooOldGoes();
    void aLogCountsAndGoesWithItsFile();
    void whatIsBeingRecordedStays();
    void whatIsNoSessionStays();
    void aMissingFolderHasNothingToRemove();
    void aSessionIsKnownByItsContentOrItsEnding();

private:
    [[nodiscard]] std::string path(const std::string& name) const {
        return m_folder->path().toStdString() + '/' + name;
    }
    void make(const std::string& name, std::size_t bytes, std::chrono::hours age) const {
        std::ofstream(path(name)) << std::string(bytes, 'x');
        fs::last_write_time(path(name), fs::file_time_type::clock::now() - age);
    }
    [[nodiscard]] std::vector<std::string> removedBy(const Retention& retention) const {
        const auto removed = applyRetention(m_folder->path().toStdString(), retention);
        std::vector<std::string> names;
        for (const std::string& gone : removed.value()) {
            if (fs::exists(gone)) return {gone + " is still there"};
            names.push_back(fs::path(gone).filename().string());
        }
        return names;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

using Names = std::vector<std::string>;

void SessionPathsTest::aTakenNameIsNumbered() {
    QCOMPARE(freeSessionPath(path("a.thub")), path("a.thub"));
    make("a.thub", 1, 0h);
    QCOMPARE(freeSessionPath(path("a.thub")), path("a.2.thub"));
    fs::create_symlink("nowhere", path("a.2.thub"));
    QCOMPARE(freeSessionPath(path("a.thub")), path("a.3.thub"));
}

void SessionPathsTest::aSessionIsKnownByItsContentOrItsEnding() {
    const auto writer = SessionWriter::create(path("a.thub"), {ReadTime{1, 1}, "test", {}});
    QVERIFY(writer);
    fs::copy(path("a.thub"), path("night.data"));
    std::string foreign(4096, '\0');
    foreign.replace(0, 15, "SQLite format 3");
    std::ofstream(path("foreign.db"), std::ios::binary) << foreign;
    make("text.csv", 500, 0h);
    make("a", 1, 0h);

    for (const char* session : {"a.thub", "night.data", "none.thub", "NONE.THUB", "None.Thub"})
        QVERIFY2(isSession(path(session)), session);
    for (const char* other : {"foreign.db", "text.csv", "a", "none", "thub", "none.thub2"})
        QVERIFY2(!isSession(path(other)), other);
    QVERIFY(!isSession(""));
    QVERIFY(!isSession(m_folder->path().toStdString()));
}

void SessionPathsTest::aNewNameTellsTheTime() {
    const std::string folder = m_folder->path().toStdString();

    QCOMPARE(newSessionPath(folder, 1'700'000'000'000'000'000), path("2023-11-14T22-13-20Z.thub"));
    make("2023-11-14T22-13-20Z.thub", 1, 0h);
    QCOMPARE(newSessionPath(folder, 1'700'000'000'999'999'999),
             path("2023-11-14T22-13-20Z.2.thub"));
}

void SessionPathsTest::nothingIsRemovedByDefault() {
    make("a.thub", 1000, 10'000h);

    QVERIFY(removedBy({}) == Names());
}

void SessionPathsTest::theOldestGoFirst() {
    make("b.thub", 100, 3h);
    make("a.thub", 100, 2h);
    make("c.thub", 100, 1h);

    QVERIFY(removedBy({300, 0h}) == Names());
    QVERIFY(removedBy({299, 0h}) == Names{"b.thub"});
    QVERIFY(removedBy({50, 0h}) == (Names{"a.thub", "c.thub"}));
}

void SessionPathsTest::whatIsTooOldGoes() {
    make("old.thub", 1, 25h);
    make("new.thub", 1, 23h);

    QVERIFY(removedBy({0, 24h}) == Names{"old.thub"});
}

void SessionPathsTest::aLogCountsAndGoesWithItsFile() {
    make("a.thub", 100, 2h);
    make("a.thub-wal", 100, 2h);
    make("a.thub-tail", 100, 2h);
    make("a.thub-shm", 100, 2h);
    make("a.thub-lock", 0, 2h);
    make("b.thub", 100, 1h);

    QVERIFY(removedBy({350, 0h}) == Names{"a.thub"});
    QVERIFY(!fs::exists(path("a.thub-wal")) && !fs::exists(path("a.thub-shm")));
    QVERIFY(!fs::exists(path("a.thub-tail")));
    QVERIFY(!fs::exists(path("a.thub-lock")));
}

void SessionPathsTest::whatIsBeingRecordedStays() {
    make("a.thub", 100, 100h);
    make("b.thub", 100, 99h);
    const auto claim = FileClaim::take(path("a.thub"));
    QVERIFY(claim);

    QVERIFY((removedBy({1, 1h}) == Names{"b.thub"}));
    QVERIFY(fs::exists(path("a.thub")));
}

void SessionPathsTest::whatIsNoSessionStays() {
    make("a.csv", 100, 100h);
    make("a.thub.bak", 100, 100h);
    fs::create_directory(path("folder.thub"));
    fs::create_symlink("a.csv", path("link.thub"));

    QVERIFY((removedBy({1, 1h}) == Names()));
}

void SessionPathsTest::aMissingFolderHasNothingToRemove() {
    const auto removed = applyRetention(path("missing"), {1, 1h});

    QVERIFY(removed);
    QVERIFY(removed.value().empty());
}

}  // namespace telemetryhub::engine

QTEST_GUILESS_MAIN(telemetryhub::engine::SessionPathsTest)
#include "session_paths_test.moc"

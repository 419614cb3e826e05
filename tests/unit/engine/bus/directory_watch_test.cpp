// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/bus/directory_watch.h"

#include <filesystem>
#include <fstream>
#include <optional>

#include <QTemporaryDir>

#include "support/patient_qtest.h"

namespace telemetryhub::engine {

namespace fs = std::filesystem;

class DirectoryWatchTest : public QObject {
    Q_OBJECT

private slots:
    void init() {
        m_dir.emplace();
        m_root = fs::canonical(m_dir->path().toStdString());
        m_calls = 0;
    }

    void aFileThatAppearsIsToldOnce() {
        DirectoryWatch watch;
        const auto waiting = waitFor(watch, m_root / "port");

        make(m_root / "port");

        QTRY_COMPARE(m_calls, 1);
        settle();
        QCOMPARE(m_calls, 1);
    }

    void aBurstOfChangesIsOneCall() {
        DirectoryWatch watch;
        const auto waiting = waitFor(watch, m_root / "port");

        for (int i = 0; i < 50; ++i) {
            make(m_root / ("other" + std::to_string(i)));
            make(m_root / "port");
            fs::permissions(m_root / "port", fs::perms::owner_read);
            fs::permissions(m_root / "port", fs::perms::owner_all);
        }

        QTRY_COMPARE(m_calls, 1);
        settle();
        QCOMPARE(m_calls, 1);
    }

    void otherFilesOfTheFolderAreNotTold() {
        DirectoryWatch watch;
        const auto waiting = waitFor(watch, m_root / "port");

        make(m_root / "other");
        settle();

        QCOMPARE(m_calls, 0);
    }

    void whatGoesIsNotToldAndWhatComesBackIs() {
        make(m_root / "port");
        DirectoryWatch watch;
        const auto waiting = waitFor(watch, m_root / "port");

        fs::remove(m_root / "port");
        settle();
        QCOMPARE(m_calls, 0);
        make(m_root / "port");

        QTRY_COMPARE(m_calls, 1);
    }

    void aFolderThatIsNotThereYetIsWaitedFor() {
        const fs::path port = m_root / "serial" / "by-id" / "usb-rig";
        DirectoryWatch watch;
        const auto waiting = waitFor(watch, port);
        QCOMPARE(watch.folders(), (std::vector<std::string>{m_root.string()}));

        fs::create_directories(port.parent_path());
        QTRY_COMPARE(watch.folders(), (std::vector<std::string>{port.parent_path().string()}));
        make(port);

        QTRY_COMPARE(m_calls, 1);
    }

    void aFolderThatVanishesAndReturnsIsWaitedForAgain() {
        const fs::path port = m_root / "serial" / "by-id" / "usb-rig";
        fs::create_directories(port.parent_path());
        DirectoryWatch watch;
        const auto waiting = waitFor(watch, port);

        fs::remove_all(m_root / "serial");
        QTRY_COMPARE(watch.folders(), (std::vector<std::string>{m_root.string()}));
        fs::create_directories(port.parent_path());
        make(port);

        QTRY_COMPARE(m_calls, 1);
    }

    void aFolderThatReturnsAtOnceIsWaitedForAgain() {
        const fs::path port = m_root / "by-id" / "usb-rig";
        fs::create_directories(port.parent_path());
        DirectoryWatch watch;
        const auto waiting = waitFor(watch, port);

        fs::remove_all(m_root / "by-id");
        fs::create_directories(port.parent_path());
        settle();
        QCOMPARE(m_calls, 0);
        make(port);

        QTRY_COMPARE(m_calls, 1);
    }

    void theFolderOfALinksTargetIsWatchedToo() {
        fs::create_directories(m_root / "dev");
        fs::create_directories(m_root / "by-id");
        fs::create_symlink("../dev/ttyUSB0", m_root / "by-id" / "rig");
        DirectoryWatch watch;

        const auto waiting = waitFor(watch, m_root / "by-id" / "rig");
        QCOMPARE(watch.folders(), (std::vector<std::string>{(m_root / "by-id").string(),
                                                            (m_root / "dev").string()}));
        make(m_root / "dev" / "ttyUSB0");

        QTRY_COMPARE(m_calls, 1);
    }

    void aLinkThatLeadsElsewhereIsAChange() {
        make(m_root / "one");
        make(m_root / "two");
        fs::create_symlink("one", m_root / "rig");
        DirectoryWatch watch;
        const auto waiting = waitFor(watch, m_root / "rig");

        fs::remove(m_root / "rig");
        fs::create_symlink("two", m_root / "rig");

        QTRY_COMPARE(m_calls, 1);
    }

    void linksInACircleEndTheSearch() {
        fs::create_symlink("b", m_root / "a");
        fs::create_symlink("a", m_root / "b");
        DirectoryWatch watch;
        const auto waiting = waitFor(watch, m_root / "a");

        fs::remove(m_root / "b");
        make(m_root / "b");

        QTRY_COMPARE(m_calls, 1);
    }

    void aPermissionThatComesLaterIsAChange() {
        if (::geteuid() == 0) QSKIP("root may open everything");
        make(m_root / "port");
        fs::permissions(m_root / "port", fs::perms::none);
        DirectoryWatch watch;
        const auto waiting = waitFor(watch, m_root / "port");

        fs::permissions(m_root / "port", fs::perms::owner_all);

        QTRY_COMPARE(m_calls, 1);
    }

    void whatChangedBeforeTheWaitingBeganIsTold() {
        DirectoryWatch watch;
        const PathState before = PathState::of((m_root / "port").string());
        make(m_root / "port");

        const auto waiting =
            watch.waitFor((m_root / "port").string(), before, [this] { ++m_calls; });

        QCOMPARE(m_calls, 0);
        QTRY_COMPARE(m_calls, 1);
    }

    void withNobodyWaitingNothingIsWatchedOrTold() {
        DirectoryWatch watch;
        QVERIFY(watch.folders().empty());
        {
            const auto waiting = waitFor(watch, m_root / "port");
            QVERIFY(!watch.folders().empty());
            make(m_root / "port");
        }

        QVERIFY(watch.folders().empty());
        settle();
        QCOMPARE(m_calls, 0);
    }

    void aThousandPathsOfAFolderShareOneWatch() {
        DirectoryWatch watch;
        std::vector<DirectoryWatch::Waiting> all;
        for (int i = 0; i < 1000; ++i)
            all.push_back(waitFor(watch, m_root / ("port" + std::to_string(i))));

        QCOMPARE(watch.folders().size(), std::size_t{1});
        make(m_root / "port7");

        QTRY_COMPARE(m_calls, 1);
        all.clear();
        QVERIFY(watch.folders().empty());
    }

    void theCallMayEndTheWaitingItBelongsToAndTheNext() {
        DirectoryWatch watch;
        std::vector<DirectoryWatch::Waiting> all;
        const auto endAll = [this, &all] {
            ++m_calls;
            all.clear();
        };
        for (int i = 0; i < 2; ++i)
            all.push_back(watch.waitFor((m_root / "port").string(), {}, endAll));

        make(m_root / "port");

        QTRY_COMPARE(m_calls, 1);
        settle();
        QCOMPARE(m_calls, 1);
        QVERIFY(watch.folders().empty());
    }

private:
    DirectoryWatch::Waiting waitFor(DirectoryWatch& watch, const fs::path& path) {
        return watch.waitFor(path.string(), PathState::of(path.string()), [this] { ++m_calls; });
    }

    static void make(const fs::path& path) { std::ofstream(path) << "x"; }

    /// Long enough for everything that happened so far to be told.
    static void settle() { QTest::qWait(10 * DirectoryWatch::kSettleMs); }

    std::optional<QTemporaryDir> m_dir;
    fs::path m_root;
    int m_calls = 0;
};

}  // namespace telemetryhub::engine

QTEST_GUILESS_MAIN(telemetryhub::engine::DirectoryWatchTest)
#include "directory_watch_test.moc"

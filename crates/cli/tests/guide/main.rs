//! The user's guide, section by section, on SQLite and on PostgreSQL.
//!
//! `alembic-guide.zh.md` is the guide as the user wrote it. Every test is one of its sections, has its heading for a
//! name, and runs the section's shell commands word for word in a copy of `examples/guide`, through a program named
//! `alembic` on the PATH; then it looks into the database. A command that a section names but its test does not, or
//! the other way round, fails the test. With `LIMBECK_TEST_PROGRAM=/path/to/alembic` the same tests run a real Alembic.

mod backend;
mod best_practices;
mod database_url;
mod environment;
mod everyday_commands;
mod first_steps;
mod from_create_all;
mod generated;
mod section;
mod writing;

use backend::Backend;
use section::{Section, headings_with_commands};

macro_rules! sections {
    ($($heading:literal => $module:ident::$test:ident,)*) => {
        const HEADINGS: &[&str] = &[$($heading),*];

        mod on_sqlite {
            $(#[test]
            fn $test() {
                super::walk($heading, super::Backend::on_sqlite(), crate::$module::$test);
            })*
        }

        mod on_postgresql {
            $(#[test]
            fn $test() {
                let Some(backend) = super::Backend::on_postgresql() else { return };
                super::walk($heading, backend, crate::$module::$test);
            })*
        }
    };
}

sections! {
    "步骤 1: 安装依赖" => first_steps::步骤_1_安装依赖,
    "步骤 2: 生成初始迁移" => first_steps::步骤_2_生成初始迁移,
    "步骤 3: 应用迁移" => first_steps::步骤_3_应用迁移,
    "创建新迁移" => everyday_commands::创建新迁移,
    "应用迁移" => everyday_commands::应用迁移,
    "回滚迁移" => everyday_commands::回滚迁移,
    "查看状态" => everyday_commands::查看状态,
    "迁移文件结构" => everyday_commands::迁移文件结构,
    "1. 在开发环境中测试迁移" => best_practices::最佳实践_1_在开发环境中测试迁移,
    "2. 审查自动生成的迁移" => best_practices::最佳实践_2_审查自动生成的迁移,
    "3. 数据迁移" => best_practices::最佳实践_3_数据迁移,
    "4. 生产环境迁移流程" => best_practices::最佳实践_4_生产环境迁移流程,
    "5. 团队协作" => best_practices::最佳实践_5_团队协作,
    "环境变量" => environment::环境变量,
    "1. 迁移冲突" => environment::常见问题_1_迁移冲突,
    "2. 检测不到模型更改" => environment::常见问题_2_检测不到模型更改,
    "3. 异步引擎问题" => environment::常见问题_3_异步引擎问题,
    "选项 1: 标记现有数据库（推荐，保留数据）" => from_create_all::选项_1_标记现有数据库,
    "选项 2: 重新创建数据库（仅开发环境）" => from_create_all::选项_2_重新创建数据库,
    "选项 3: 逐步迁移（生产环境）" => from_create_all::选项_3_逐步迁移,
    "更新 main.py" => from_create_all::更新_main_py,
}

fn walk(heading: &str, backend: Backend, test: fn(&mut Section)) {
    let mut section = Section::new(heading, backend);
    test(&mut section);
    section.check_finished();
}

#[test]
fn every_section_with_commands_has_a_test() {
    for heading in headings_with_commands() {
        assert!(HEADINGS.contains(&heading.as_str()), "no test walks through {heading:?}");
    }
}
